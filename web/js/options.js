// What the page's address may ask for. Everything is optional, nothing here connects by itself:
//   ?handler=ID          choose this handler in the list
//   ?view=console|rooms  which view to show
//   ?lang=en|zh          language of this visit (not remembered)
//   ?reconnect-max=MS    upper bound of every wait before a reconnect, for tests and demonstrations

// Why ten minutes? A longer wait would look like a page that has given up.
const LONGEST_RECONNECT_MAX = 600_000;

export function readOptions(search) {
  const parameters = new URLSearchParams(search);
  return {
    handler: parameters.get("handler"),
    view: parameters.get("view"),
    language: parameters.get("lang"),
    reconnectMax: wholeNumber(parameters.get("reconnect-max"), LONGEST_RECONNECT_MAX),
  };
}

function wholeNumber(text, most) {
  return text !== null && /^\d{1,9}$/.test(text) ? Math.min(Number(text), most) : undefined;
}
