import { randomFillSync } from "node:crypto";

/** Random bytes are drawn in bulk: each draw from the system costs some 20 µs, as much as a tenth of a token. */
const POOL_BYTES = 8_192;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** Bytes from the system's generator, each given out once and wiped from the pool. At most 1 KiB at a time. */
export function freshBytes(count: number): Buffer {
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
