/** Edit distance with transpositions of neighbours (optimal string alignment), cut off above `limit`. */
export function editDistance(from: string, to: string, limit: number): number {
  return distances(from, to, limit).whole;
}

/** Of some names the one with the least edits to another, if it is near at all; case counts for nothing. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of names) {
    const most = best === undefined ? limit : best.distance - 1;
    if (most < 0) break;
    if (Math.abs(candidate.length - name.length) > most) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), most);
    if (distance <= most) best = { name: candidate, distance };
  }
  return best?.name;
}

/** The least {@link editDistance} between `from` and any start of `to`. */
export function prefixDistance(from: string, to: string, limit: number): number {
  return distances(from, to.slice(0, from.length + limit), limit).prefix;
}

function distances(from: string, to: string, limit: number): { readonly whole: number; readonly prefix: number } {
  const tooFar = { whole: limit + 1, prefix: limit + 1 };
  let older: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, at(older, j - 2) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return tooFar;
    older = row;
    row = next;
  }
  return { whole: at(row, to.length), prefix: Math.min(...row) };
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** One bit per letter or digit that occurs: two texts within `k` edits differ in at most `2k` bits. */
export function letterMask(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index++) mask |= 1 << (text.charCodeAt(index) % 31);
  return mask;
}

/** The number of bits set. */
export function countBits(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
