/**
 * What the reader has chosen, in one place: `set` changes some of it and tells every listener once.
 *
 * `selected` is a grid or null; `unit`, `bin` ([from, to)), and `reason` narrow the grids shown.
 */
export function createState() {
    const listeners = [];
    const state = { selected: null, unit: null, bin: null, reason: null };
    return {
        ...state,
        onChange(listener) {
            listeners.push(listener);
        },
        set(changes) {
            Object.assign(this, changes);
            for (const listener of listeners) {
                listener(changes);
            }
        },
        clear() {
            this.set({ unit: null, bin: null, reason: null });
        },
        filtered() {
            return Boolean(this.unit || this.bin || this.reason);
        },
        shows(grid) {
            return (
                (!this.unit || grid.unit === this.unit) &&
                (!this.bin || (grid.people >= this.bin[0] && grid.people < this.bin[1])) &&
                (!this.reason || grid.reason === this.reason)
            );
        },
    };
}
