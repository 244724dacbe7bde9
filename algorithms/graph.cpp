#include "algorithms/graph.hpp"
