/**
 * Diverging, and told apart by every kind of colour vision: blue below the bounds, orange above,
 * neutral within (after the PuOr and RdBu schemes of Cynthia Brewer's ColorBrewer).
 */
const schemes = {
    light: {
        grid: ["#2b6cb0", "#8db8df", "#e4ecf3", "#f4f4ee", "#f8ecdb", "#f0a95b", "#c4560f"],
        // Set 3 of ColorBrewer, paled: neighbours differ, no colour means anything.
        neighbours: ["#cfe5df", "#fbeec5", "#dcd8ea", "#f6d3cd", "#cfe0ee", "#e2ecc6", "#f4dcea"],
        within: "#8aa39a",
        ink: "#1f2a33",
        halo: "#ffffff",
        edge: "#66737e",
        unit: "#1f2a33",
        block: "#9aa5ae",
        building: "#7d8790",
        existing: "#8e24aa",
        select: "#d81b60",
    },
    dark: {
        grid: ["#4a90d9", "#2f5f8f", "#2a3842", "#2b3235", "#3a342d", "#93611f", "#e07b2a"],
        neighbours: ["#2c4a44", "#4b4426", "#3d3a52", "#523633", "#2d4257", "#414a29", "#4d3546"],
        within: "#6f8a80",
        ink: "#eef2f4",
        halo: "#14191d",
        edge: "#7d8b96",
        unit: "#dfe6ea",
        block: "#56626b",
        building: "#8a959d",
        existing: "#ce93d8",
        select: "#ff6fa3",
    },
};

export function scheme(dark) {
    return dark ? schemes.dark : schemes.light;
}

/** Which of the seven steps of `grid` fits a number of people: 0 and 1 below, 5 and 6 above. */
export function step(people, { min, max }) {
    if (people < min) {
        return people < min / 2 ? 0 : 1;
    }
    if (people > max) {
        return people > max * 1.5 ? 6 : 5;
    }
    const third = (max - min) / 3;
    return people < min + third ? 2 : people <= max - third ? 3 : 4;
}
