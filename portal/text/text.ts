/** Texts by key. A module of texts is `{ key: { nb, nn, en } } as const satisfies Texts`: a missing language, key or member does not compile. */
import type { ReactNode } from "react";
import type { Language, Text } from "../../vocabulary/language.ts";
import { formatNumber } from "./format.ts";

export type Texts = Record<string, Text>;

/** The names in braces of a text. */
type MembersOf<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | MembersOf<Rest> : never;
type Needed<T extends Texts, K extends keyof T, Value> = [MembersOf<T[K]["nb"]>] extends [never] ? [] : [members: Record<MembersOf<T[K]["nb"]>, Value>];

export type Translate<T extends Texts> = {
  /** The text, with its members filled in. */
  <K extends keyof T & string>(key: K, ...members: Needed<T, K, string | number>): string;
  /** The same for members that are more than words: a name in bold, a link. */
  parts: <K extends keyof T & string>(key: K, ...members: Needed<T, K, ReactNode>) => ReactNode[];
};

const MEMBER = /\{(\w+)\}/;

/** Texts in one language. In components: {@link useText}. */
export function translator<T extends Texts>(texts: T, language: Language): Translate<T> {
  const translate = (key: string, members: Record<string, string | number> = {}) =>
    texts[key]![language].replaceAll(new RegExp(MEMBER, "g"), (_, name: string) => {
      const value = members[name] ?? "";
      return typeof value === "number" ? formatNumber(value, language) : value;
    });
  const parts = (key: string, members: Record<string, ReactNode> = {}) =>
    texts[key]![language].split(MEMBER).map((piece, i) => (i % 2 === 0 ? piece : members[piece]));
  return Object.assign(translate, { parts }) as unknown as Translate<T>;
}
