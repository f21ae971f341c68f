/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a request that may change something comes from our own pages (SEC-121). Every browser of today sends `Sec-Fetch-Site`; it comes first, because a page
 * with `Referrer-Policy: no-referrer` posts its forms with `Origin: null`. `none` is a request that the person made, by a bookmark or by reloading. Older browsers
 * send `Origin`. No script can set either. Who sends neither is no browser with a page of ours, and is refused.
 *
 * @param headers of the request
 * @param publicUrl of the installation, without a slash at the end
 */
export function isFromOurselves(method: string, headers: { get(name: string): string | null }, publicUrl: string): boolean {
  if (SAFE.includes(method)) return true;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  return headers.get("origin") === new URL(publicUrl).origin;
}
