// The only way this page makes elements. Text goes through textContent, so nothing received can become markup.

export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`no element with id ${id}`);
  }
  return found;
}

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    setProperty(made, name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function setProperty(target, name, value) {
  if (value === undefined || value === null || value === false) {
    return;
  }
  if (name === "class") {
    target.className = value;
  } else if (name === "text") {
    target.textContent = value;
  } else if (name === "data") {
    Object.assign(target.dataset, value);
  } else if (name.startsWith("on")) {
    target.addEventListener(name.slice(2), value);
  } else {
    target.setAttribute(name, value === true ? "" : value);
  }
}

// Writing the same text again would still cost a layout, and would make a screen reader speak again.
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
