#include "algorithms/component.hpp"

#include "algorithms/counts.hpp"
#include "algorithms/exact.hpp"
#include "algorithms/limits.hpp"
#include "algorithms/multilevel.hpp"
#include "algorithms/parallel.hpp"
#include "algorithms/possible_regions.hpp"
#include "algorithms/random.hpp"
#include "algorithms/recombine.hpp"
#include "algorithms/repair.hpp"
#include "algorithms/resplit.hpp"
#include "algorithms/rounds.hpp"
#include "algorithms/tree_split.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace evengrid::algorithms {

namespace {

Work work_for(Effort effort) {
    switch (effort) {
    case Effort::fast:
        return {.sweeps = 12, .most_sweeps_times_vertices = 1e7, .pool = 1000, .most_starts = 4};
    case Effort::standard:
        return {};
    case Effort::high:
        return {.sweeps = 1000,
                .most_sweeps_times_vertices = 3e8,
                .cold = 0.05,
                .rounds = 8,
                .pool = 10'000,
                .most_starts = 64,
                .restart_vertices = 20'000,
                .most_restarts = 60};
    }
    return {};
}

ExactLimits exact_limits_for(Effort effort) {
    switch (effort) {
    case Effort::fast:
        return {.regions_listed = 2'000, .regions_tried = 50'000, .looks = 100'000};
    case Effort::standard:
        return {.regions_listed = 40'000, .regions_tried = 500'000, .looks = 2'000'000};
    case Effort::high:
        return {.regions_listed = 2'000'000, .regions_tried = 50'000'000, .looks = 100'000'000};
    }
    return {};
}

// Whether two vertices hold more people than there are between the limits: most can hardly change
// regions and leave both in bounds.
bool leaves_no_room(const Problem& problem) {
    const Bounds& bounds = problem.terms.bounds;
    const auto vertices = static_cast<std::int64_t>(problem.graph.vertex_count());
    return 2 * problem.graph.total_population() / vertices > bounds.maximum - bounds.minimum;
}

// As many steps as meet this number of vertices, two regions at a time; a step itself costs as much
// as some of them.
std::uint64_t recombinations(const Problem& problem, std::size_t regions) {
    constexpr std::uint64_t most_vertices = 2'500'000;
    constexpr std::uint64_t of_step = 10;
    return most_vertices / (of_step + 2 * problem.graph.vertex_count() / regions);
}

// A sweep follows the borders; large regions have few of them for what lies behind.
double longer_for_large_regions(const Problem& problem, std::size_t regions) {
    constexpr double vertices_of_usual_region = 6;
    const auto vertices = static_cast<double>(problem.graph.vertex_count());
    return std::max(1.0, vertices / static_cast<double>(regions) / vertices_of_usual_region);
}

// Large regions in a small graph, even to some percent, as electoral districts are: a short search
// often finds no bounds at all. A long one takes seconds, too many for each unit of a city, whose
// bounds are wider.
Effort effort_of_search(const Problem& problem, const Task& task) {
    constexpr std::int64_t rooms_in_target = 40;
    const Bounds& bounds = problem.terms.bounds;
    const bool are_districts =
        rooms_in_target * (bounds.maximum - bounds.minimum) <= bounds.target_or_middle() &&
        problem.graph.vertex_count() <= most_vertices_of_small && leaves_no_room(problem) &&
        longer_for_large_regions(problem, task.regions) > 1;
    return are_districts && task.effort == Effort::standard ? Effort::high : task.effort;
}

// So many searches that found nothing better than each other are not likely to miss what one more
// would find. Of the districts in docs/algorithm.md the rarest optimum came out of one search in
// fifteen, the next best partition out of two.
constexpr std::size_t enough_agreeing = 12;

/// One short search of a small graph and what recombination makes of it.
Solution search_again(const Problem& problem, const Task& task, const Work& work, std::size_t i) {
    Solution result =
        solve_multilevel(problem, task.regions, work, Random::derive(task.seed, 1000 + i));
    if (leaves_no_room(problem))
        recombine(problem, {recombinations(problem, task.regions), 2, 0.2},
                  Random::derive(task.seed, 2000 + i), result);
    return result;
}

// Many short searches of a small graph find more than one long search. Tight bounds make coarse
// vertices too coarse: every other search starts from the finest level.
void search_many_times(const Problem& problem, const Task& task, const Work& longest,
                       const Work& shorter, Solution& best) {
    constexpr std::size_t at_once = 4; // for the cores; the same number everywhere
    Work finest = shorter;
    finest.coarsest_per_region = problem.graph.vertex_count();
    const std::size_t restarts =
        std::min(longest.most_restarts, longest.restart_vertices / problem.graph.vertex_count());
    std::size_t agreeing = 1;
    for (std::size_t done = 0; done < restarts && agreeing < enough_agreeing; done += at_once) {
        std::vector<Solution> found(std::min(at_once, restarts - done));
        parallel_for(found.size(), [&](std::size_t i) {
            const std::size_t number = done + i + 1;
            found[i] = search_again(problem, task, number % 2 == 0 ? shorter : finest, number);
        });
        for (Solution& next : found) {
            next.moves += best.moves;
            best.moves = next.moves;
            agreeing += best.better_than(next) ? 0U : 1U;
            if (!next.better_than(best))
                continue;
            best = std::move(next);
            agreeing = 1;
        }
    }
}

// In a tree hardly a vertex can change regions alone, and coarsening ties what should part.
Solution solve_along_tree(const Problem& problem, const Task& task, const Work& work) {
    Solution found = split_tree(problem, task.regions, Random::derive(task.seed, 0));
    Solution annealed = found;
    anneal_in_rounds(problem, {work.sweeps, 0.3, work.cold, work.rounds}, task.seed, annealed);
    return found.better_than(annealed) ? found : annealed;
}

// Where few regions of hundreds of vertices are made, the start decides as much as the sweeps do:
// two shorter searches, at once on two cores and the best of more on the coarsest level, end better
// than a single one in less time.
void begin_often(Work& work, Effort effort) {
    work.fewest_starts = 2;
    if (effort == Effort::standard) {
        work.pool *= 2;
        work.sweeps *= 0.4;
    }
}

Solution solve_anew(const Problem& problem, const Task& task, Effort effort) {
    Work work = work_for(effort);
    if (is_nearly_a_tree(problem.graph))
        return solve_along_tree(problem, task, work);
    if (problem.graph.vertex_count() > most_vertices_of_small) {
        if (effort != Effort::fast && are_few_and_large(problem.graph, task.regions))
            begin_often(work, effort);
        return solve_multilevel(problem, task.regions, work, task.seed);
    }
    Work shorter = work_for(Effort::standard);
    if (effort == Effort::high) {
        const double longer = longer_for_large_regions(problem, task.regions);
        work.pool = shorter.pool;
        work.cold = shorter.cold = 0.02;
        work.sweeps *= longer;
        shorter.sweeps *= longer;
    }
    Solution best = solve_multilevel(problem, task.regions, work, task.seed);
    search_many_times(problem, task, work, shorter, best);
    return best;
}

Solution improve_start(const Problem& problem, const Task& task, const Work& work) {
    Solution given;
    given.labels = task.start;
    given.regions = std::size_t{*std::max_element(task.start.begin(), task.start.end())} + 1;
    evaluate(problem, given);
    Solution improved = given;
    anneal_in_rounds(problem, {work.sweeps, 0.3, work.cold, 8}, task.seed, improved);
    return given.better_than(improved) ? given : improved;
}

Solution solve_once(const Problem& problem, const Task& task,
                    std::span<const std::int64_t> unavoidable, Effort effort,
                    const ExactLimits& exact) {
    const Work work = work_for(effort);
    Solution solution =
        task.start.empty() ? solve_anew(problem, task, effort) : improve_start(problem, task, work);
    const std::size_t wanted = task.start.empty() || task.exactly ? task.regions : solution.regions;
    repair(problem, unavoidable, wanted, task.exactly, work, Random::derive(task.seed, 1),
           solution);
    if (effort == Effort::high && problem.graph.vertex_count() <= most_vertices_of_small)
        resplit(problem, exact_limits_for(Effort::fast), solution);
    solution.bound = solve_exactly(problem, unavoidable, exact, solution);
    return solution;
}

// Most small graphs are solved to the optimum from any partition; effort is for the others.
Solution solve_with_effort(const Problem& problem, const Task& task,
                           std::span<const std::int64_t> unavoidable) {
    const Effort effort = effort_of_search(problem, task);
    if (problem.graph.vertex_count() > most_vertices_of_set || effort == Effort::fast)
        return solve_once(problem, task, unavoidable, effort, exact_limits_for(task.effort));
    Solution quick =
        solve_once(problem, task, unavoidable, Effort::fast, exact_limits_for(Effort::standard));
    if (quick.bound && quick.bound->proven)
        return quick;
    Solution slow = solve_once(problem, task, unavoidable, effort, exact_limits_for(task.effort));
    slow.moves += quick.moves;
    quick.moves = slow.moves;
    return quick.better_than(slow) ? quick : slow;
}

// In a small graph other numbers of regions may keep bounds that the wanted one cannot.
void try_other_counts(const Problem& problem, const Task& task,
                      std::span<const std::int64_t> unavoidable, Solution& best) {
    constexpr std::size_t most_vertices = 400;
    constexpr std::size_t most_steps = 3;
    if (task.exactly || problem.graph.vertex_count() > most_vertices)
        return;
    const std::int64_t floor =
        std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0});
    for (std::size_t step = 1; step <= most_steps && best.violation > floor; ++step) {
        for (const bool more : {true, false}) {
            const std::size_t count = more ? task.regions + step : task.regions - step;
            if (count < 1 || count > problem.graph.vertex_count() ||
                (!more && step >= task.regions))
                continue;
            if (least_violation(problem.graph.total_population(), static_cast<std::int64_t>(count),
                                problem.terms.bounds) >= best.violation)
                continue;
            const Task other_task{.counts = task.counts,
                                  .regions = count,
                                  .exactly = true,
                                  .effort = task.effort,
                                  .seed = Random::derive(task.seed, 100 + count),
                                  .start = {}};
            Solution other = solve_with_effort(problem, other_task, unavoidable);
            other.moves += best.moves;
            if (other.violation < best.violation)
                best = std::move(other);
            else
                best.moves = other.moves;
        }
    }
}

} // namespace

Solution solve_component(const Problem& problem, const Task& task) {
    const std::vector<std::int64_t> unavoidable =
        unavoidable_violation(problem.graph, problem.terms.bounds);
    Solution solution = solve_with_effort(problem, task, unavoidable);
    try_other_counts(problem, task, unavoidable, solution);
    return solution;
}

} // namespace evengrid::algorithms
