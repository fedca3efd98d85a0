// A JSON tree as nested, foldable elements. Children are made when a node is first unfolded, so a large tree costs
// nothing until it is looked at.

import { element } from "./dom.js";

// Two levels show the shape of most messages at a glance.
const OPEN_DEPTH = 2;

// More members than this start folded, whatever their depth.
const OPEN_SIZE = 12;

// A list of a hundred thousand numbers is unfolded a page at a time.
const PAGE = 200;

export function jsonView(tree, translator, { folded = false } = {}) {
  return element(
    "div",
    { class: "json", data: { testid: "json" } },
    nodeView(tree, translator, folded ? OPEN_DEPTH : 0),
  );
}

function nodeView(node, translator, depth, name) {
  const label = name === undefined ? [] : [element("span", { class: "json-name", text: name }), ": "];
  if (node.type === "object") {
    return branch(label, node.members, "{", "}", "json.object", { translator, depth });
  }
  if (node.type === "array") {
    const entries = node.items.map((item) => [undefined, item]);
    return branch(label, entries, "[", "]", "json.array", { translator, depth });
  }
  return element(
    "div",
    { class: "json-line" },
    ...label,
    element("span", { class: `json-${node.type}`, text: node.text }),
  );
}

function branch(label, entries, opening, closing, countKey, { translator, depth }) {
  if (entries.length === 0) {
    return element("div", { class: "json-line" }, ...label, opening + closing);
  }
  const count = translator.t(countKey, { n: entries.length });
  const summary = element(
    "summary",
    {},
    ...label,
    opening,
    element("span", { class: "json-count", text: ` ${count} ` }),
    element("span", { class: "json-end", text: closing }),
  );
  const details = element("details", { class: "json-branch" }, summary);
  const unfold = () => {
    if (details.childElementCount === 1) {
      const children = element("div", { class: "json-children" });
      addPage(children, entries, 0, { translator, depth });
      details.append(children, element("span", { class: "json-close", text: closing }));
    }
  };
  details.addEventListener("toggle", unfold);
  if (depth < OPEN_DEPTH && entries.length <= OPEN_SIZE) {
    unfold();
    details.open = true;
  }
  return details;
}

function addPage(children, entries, start, context) {
  const page = entries.slice(start, start + PAGE);
  children.append(...page.map(([name, node]) => nodeView(node, context.translator, context.depth + 1, name)));
  const left = entries.length - start - page.length;
  if (left > 0) {
    const more = element("button", { type: "button", class: "quiet", text: `… ${left}` });
    more.addEventListener("click", () => {
      more.remove();
      addPage(children, entries, start + PAGE, context);
    });
    children.append(more);
  }
}
