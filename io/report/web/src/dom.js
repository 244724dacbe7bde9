const svgSpace = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) {
            node.addEventListener(name.slice(2), value);
        } else if (value !== undefined && value !== null && value !== false) {
            node.setAttribute(name, value === true ? "" : value);
        }
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
}

/**
 * Makes an element. Children that are no nodes become text nodes, so that no text of a plan is ever
 * read as markup; attributes whose name starts with "on" are listeners.
 */
export function el(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** Text from data: it may run in the other direction, and must not turn what stands around it. */
export function data(text) {
    return el("bdi", {}, text);
}

/** The element of the page with this id. */
export function byId(id) {
    return document.getElementById(id);
}
