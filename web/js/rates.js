// Messages per second and round trips over the last minute, in fixed memory. Pure: the caller brings the clock.

export const WINDOW_SECONDS = 60;

// Why 128? Sixty seconds of them sort in well under a millisecond, and a p99 needs at least 100.
const SAMPLES_PER_SECOND = 128;

export class RateWindow {
  #buckets = Array.from({ length: WINDOW_SECONDS + 1 }, () => new Bucket());
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  countOut(now) {
    this.#bucketAt(now).outgoing++;
  }

  countIn(now, roundTrip) {
    const bucket = this.#bucketAt(now);
    bucket.incoming++;
    if (roundTrip !== null) {
      bucket.sample(roundTrip, this.#random);
    }
  }

  // The last complete second first asked for is the newest; the running one would always look like a drop.
  series(now) {
    const newest = Math.floor(now / 1000) - 1;
    const seconds = Array.from({ length: WINDOW_SECONDS }, (_, index) => newest - WINDOW_SECONDS + 1 + index);
    return seconds.map((second) => this.#point(second));
  }

  // Median and 99th percentile over the whole window, the running second included.
  roundTrips(now) {
    const oldest = Math.floor(now / 1000) - WINDOW_SECONDS;
    const recent = this.#buckets.filter((bucket) => bucket.second > oldest);
    const samples = Float64Array.from(recent.flatMap((bucket) => Array.from(bucket.samples()))).sort();
    return { p50: percentile(samples, 50), p99: percentile(samples, 99) };
  }

  isQuiet(now) {
    const oldest = Math.floor(now / 1000) - WINDOW_SECONDS - 1;
    return this.#buckets.every((bucket) => bucket.second < oldest || bucket.isEmpty());
  }

  #bucketAt(now) {
    const second = Math.floor(now / 1000);
    const bucket = this.#buckets[second % this.#buckets.length];
    if (bucket.second !== second) {
      bucket.reset(second);
    }
    return bucket;
  }

  #point(second) {
    const bucket = this.#buckets[((second % this.#buckets.length) + this.#buckets.length) % this.#buckets.length];
    if (bucket.second !== second) {
      return { incoming: 0, outgoing: 0, p50: null, p99: null };
    }
    const samples = bucket.samples().slice().sort();
    const { incoming, outgoing } = bucket;
    return { incoming, outgoing, p50: percentile(samples, 50), p99: percentile(samples, 99) };
  }
}

class Bucket {
  second = -1;
  incoming = 0;
  outgoing = 0;
  #roundTrips = new Float64Array(SAMPLES_PER_SECOND);
  #seen = 0;

  reset(second) {
    this.second = second;
    this.incoming = 0;
    this.outgoing = 0;
    this.#seen = 0;
  }

  // Reservoir sampling: every round trip of the second has the same chance to be kept.
  sample(roundTrip, random) {
    const place = this.#seen < SAMPLES_PER_SECOND ? this.#seen : Math.floor(random() * (this.#seen + 1));
    if (place < SAMPLES_PER_SECOND) {
      this.#roundTrips[place] = roundTrip;
    }
    this.#seen++;
  }

  samples() {
    return this.#roundTrips.subarray(0, Math.min(this.#seen, SAMPLES_PER_SECOND));
  }

  isEmpty() {
    return this.incoming === 0 && this.outgoing === 0;
  }
}

// Nearest rank: always a value that was measured. Null when nothing was.
export function percentile(sorted, percent) {
  if (sorted.length === 0) {
    return null;
  }
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(rank, 1) - 1];
}
