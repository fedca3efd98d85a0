// The handlers this server offers, as /api/handlers lists them. The answer is checked like anything else received.

const LIST_ADDRESS = "api/handlers";

// Answers {version, handlers: [{id, description, path, isDefault, version, generation, state, isDegraded, subprotocols,
// examples}]}; throws when there is no usable list.
export async function loadHandlers(fetchList = fetch) {
  const response = await fetchList(LIST_ADDRESS, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`handlers: HTTP ${response.status}`);
  }
  return readHandlers(await response.json());
}

export function readHandlers(answer) {
  if (!Array.isArray(answer?.handlers)) {
    throw new TypeError("handlers: not a list");
  }
  const handlers = answer.handlers.filter((entry) => typeof entry?.id === "string" && entry.id !== "").map(readHandler);
  return { version: text(answer.version), handlers };
}

function readHandler(entry) {
  // One slash, so that the path stays on this server: "//elsewhere" would not.
  const hasPath = typeof entry.path === "string" && /^\/(?![/\\])/.test(entry.path);
  return {
    id: entry.id,
    description: text(entry.description),
    path: hasPath ? entry.path : `/ws/${encodeURIComponent(entry.id)}`,
    isDefault: entry.default === true,
    version: text(entry.version),
    generation: Number.isSafeInteger(entry.generation) ? entry.generation : 0,
    state: text(entry.state),
    isDegraded: entry.degraded === true,
    subprotocols: texts(entry.subprotocols),
    examples: texts(entry.examples),
  };
}

function texts(value) {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function text(value) {
  return typeof value === "string" ? value : "";
}
