/** A browser as far as logins go: it keeps cookies, tells where a request comes from, and follows redirects one at a time. */
import type { RunningInstallation } from "../test/running.ts";

type Cookie = { value: string; path: string };
type Ask = { method?: "GET" | "POST"; form?: Record<string, string>; headers?: Record<string, string> };
export type Page = { status: number; url: string; location: string | null; headers: Headers; text: string };

export type Browser = {
  /** One request; a redirect is not followed. @param address absolute, or a path of the installation */
  ask(address: string, options?: Ask): Promise<Page>;
  /** Follows redirects from here, until a page is shown. @param isThere ends before: at an address that the test wants to have in hand */
  follow(page: Page, isThere?: (url: string) => boolean): Promise<Page>;
  /** Clicks "log in": as the portal's front page does. */
  setOut(form?: Record<string, string>): Promise<Page>;
  /** The `Cookie` header that goes to our own address. */
  cookies(): string;
  /** The value of the cookie of the session. */
  session(): string | undefined;
  jar: Map<string, Cookie>;
};

export function browserOf({ origin }: Pick<RunningInstallation, "origin">): Browser {
  const jar = new Map<string, Cookie>();
  const cookiesFor = (url: URL): string =>
    url.origin === origin
      ? [...jar]
          .filter(([, { path }]) => url.pathname.startsWith(path))
          .map(([name, { value }]) => `${name}=${value}`)
          .join("; ")
      : "";
  const keep = (url: URL, headers: Headers) => {
    if (url.origin !== origin) return;
    for (const line of headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const attribute = (wanted: string) => attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const over = attribute("max-age") === "0" || (attribute("expires") !== undefined && new Date(attribute("expires")!) < new Date());
      if (value === "" || over) jar.delete(name);
      else jar.set(name, { value, path: attribute("path") ?? "/" });
    }
  };
  const browser: Browser = {
    jar,
    async ask(address, { method = "GET", form, headers = {} } = {}) {
      const url = new URL(address, origin);
      const cookie = cookiesFor(url);
      const answer = await fetch(url, {
        method,
        redirect: "manual",
        headers: { "sec-fetch-site": method === "GET" ? "none" : "same-origin", "user-agent": "Testing/1", ...(cookie ? { cookie } : {}), ...headers },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      keep(url, answer.headers);
      const location = answer.headers.get("location");
      return {
        status: answer.status,
        url: url.href,
        location: location === null ? null : new URL(location, url).href,
        headers: answer.headers,
        text: await answer.text(),
      };
    },
    async follow(page, isThere = () => false) {
      let here = page;
      for (let steps = 0; here.location !== null && !isThere(here.location); steps += 1) {
        if (steps > 15) throw new Error(`Redirects without an end, at ${here.location}`);
        here = await browser.ask(here.location);
      }
      return here;
    },
    setOut: (form = {}) => browser.ask("/login", { method: "POST", form: { service: "double", ...form } }),
    cookies: () => cookiesFor(new URL("/", origin)),
    session: () => [...jar].find(([name]) => /^__Host-fullmakt(-\d+)?$/.test(name))?.[1].value,
  };
  return browser;
}
