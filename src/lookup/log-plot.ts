/** When something happened, counted in spans of one width, so that any number of times takes little room. */
export interface Histogram {
  readonly add: (at: number) => void;
  /** The counts between two times in so many equal spans. */
  readonly bars: (first: number, last: number, spans: number) => readonly number[];
}

const MOST_SPANS = 256;

/** A histogram whose spans double whenever they become too many. */
export function createHistogram(): Histogram {
  let width = 1000;
  let counts = new Map<number, number>();
  const count = (into: Map<number, number>, span: number, more: number): void => {
    into.set(span, (into.get(span) ?? 0) + more);
  };
  return {
    add(at) {
      count(counts, Math.floor(at / width), 1);
      while (counts.size > MOST_SPANS) {
        const wider = new Map<number, number>();
        for (const [span, number] of counts) count(wider, Math.floor(span / 2), number);
        [counts, width] = [wider, width * 2];
      }
    },
    bars(first, last, spans) {
      const bars = Array.from({ length: spans }, () => 0);
      for (const [span, number] of counts) {
        const share = ((span + 0.5) * width - first) / Math.max(1, last - first);
        const place = Math.min(spans - 1, Math.max(0, Math.floor(share * spans)));
        bars[place] = (bars[place] ?? 0) + number;
      }
      return bars;
    },
  };
}
