// Keeps the end of the log in view until a person scrolls away from it, and again once they come back.

// Closer to the end than this counts as being at the end (zoomed pages have fractions of pixels).
const END_SLACK = 24;

const KEYS_UPWARDS = new Set(["ArrowUp", "PageUp", "Home"]);

export class Follower {
  #scroller;
  #mayResume;
  #onChange;
  #isHeld = false;
  #lastTop = 0;
  #lastHeight = 0;
  follows = true;

  // mayResume(): whether being at the end is being at the newest. onChange() after following began or ended.
  constructor(scroller, { mayResume, onChange }) {
    this.#scroller = scroller;
    this.#mayResume = mayResume;
    this.#onChange = onChange;
    scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    scroller.addEventListener("wheel", ({ deltaY }) => deltaY < 0 && this.#leave(), { passive: true });
    scroller.addEventListener("keydown", ({ key }) => KEYS_UPWARDS.has(key) && this.#leave());
    this.#watchHolding();
  }

  change(follows) {
    this.follows = follows;
    this.#onChange();
  }

  // Called when rows have come or gone. Answers whether the end has moved: rows that were out of sight get their true
  // height only when painted, so it may move again.
  toEnd() {
    const isMoved = this.#scroller.scrollHeight !== this.#lastHeight;
    if (this.follows && !this.#isHeld) {
      this.#lastHeight = this.#scroller.scrollHeight;
      this.#scroller.scrollTop = this.#lastHeight;
      this.#lastTop = this.#scroller.scrollTop;
      return isMoved;
    }
    return false;
  }

  // A finger on the log, or the pointer on its scroll bar: the log must not be pulled away under it.
  #watchHolding() {
    this.#scroller.addEventListener("pointerdown", ({ target }) => (this.#isHeld ||= target === this.#scroller));
    this.#scroller.addEventListener("touchstart", () => (this.#isHeld = true), { passive: true });
    for (const released of ["pointerup", "pointercancel", "touchend", "touchcancel"]) {
      addEventListener(released, () => this.#release(), { passive: true });
    }
  }

  #release() {
    if (this.#isHeld) {
      this.#isHeld = false;
      this.#onChange();
    }
  }

  // While rows stream in, the end moves with every frame; so the wish to leave is read from the input itself.
  #leave() {
    if (this.follows && this.#scroller.scrollTop > 0) {
      this.change(false);
    }
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const isAtEnd = scrollHeight - scrollTop - clientHeight <= END_SLACK;
    const isDownwards = scrollTop > this.#lastTop;
    // Rows that come, go or unfold scroll the log as well; then its height has changed.
    const isByPerson = this.#isHeld || scrollHeight === this.#lastHeight;
    this.#lastTop = scrollTop;
    this.#lastHeight = scrollHeight;
    if (this.follows && !isAtEnd && isByPerson) {
      this.change(false);
    } else if (!this.follows && isAtEnd && isDownwards && this.#mayResume()) {
      this.change(true);
    }
  }
}
