// What is to be done with an open connection: now if there is one, else once there is. Pure.

// Why 100? Nobody asks for more by hand while one handshake lasts.
const MOST_WAITING = 100;

export class WhenOpen {
  #isOpen;
  #connect;
  #waiting = [];

  // isOpen(). connect(): begins to connect unless that is under way; false if it cannot, such as without an address.
  constructor({ isOpen, connect }) {
    this.#isOpen = isOpen;
    this.#connect = connect;
  }

  // action() with an open connection, or givenUp() if none comes. Answers whether it was done at once.
  run(action, givenUp) {
    if (this.#isOpen()) {
      action();
      return true;
    }
    if (this.#waiting.length === MOST_WAITING) {
      givenUp();
      return false;
    }
    // Before it connects: that may fail at once.
    this.#waiting.push({ action, givenUp });
    if (!this.#connect()) {
      this.failed();
    }
    return false;
  }

  opened() {
    this.#take().forEach(({ action }) => action());
  }

  failed() {
    this.#take().forEach(({ givenUp }) => givenUp());
  }

  #take() {
    return this.#waiting.splice(0);
  }
}
