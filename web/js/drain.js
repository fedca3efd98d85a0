// Outgoing back-pressure. WebSocket.send never blocks: what the network does not take piles up in the browser,
// so whoever sends much asks here first.

// Why 1 MiB? Enough to keep a fast network busy between two looks, small enough to stay unnoticed in memory.
export const HIGH_WATER = 1024 * 1024;

// bufferedAmount has no event; this is how often it is looked at. Browsers make shorter timers 4 ms anyway.
const LOOK_EVERY = 8;

// Resolves to true once the connection holds at most `mark` unsent bytes, to false if it ends before.
export async function drained(connection, mark, onLook = () => {}) {
  while (connection.isOpen && connection.bufferedAmount > mark) {
    onLook(connection.bufferedAmount);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  return connection.isOpen;
}
