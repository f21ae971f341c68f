/** What a guide is. Its words in «» are words of the portal, letter by letter (guides.test.ts); `code` is what one types or reads. */
import type { Text } from "../../../vocabulary/language.ts";
import type { HeldRight } from "../../../vocabulary/rights.ts";
import type { GuideName } from "../../frame/guides-of-pages.ts";
import type { PAGE_NAMES } from "../../text/frame.ts";

export type GuideStep = {
  /** Of the picture too, which the guide's walk takes (e2e/guides). */
  id: string;
  heading: Text;
  text: Text;
  /** What no picture shows. */
  withoutPicture?: true;
};

export type Guide = {
  name: GuideName;
  group: "begin" | "provider" | "consumer" | "organization" | "operator";
  title: Text;
  /** What one has when it is done, and what one needs before. */
  lead: Text;
  /** Any of these will do, and a main administrator has them all. */
  rights: readonly HeldRight[];
  /** The page where it is done. */
  page: keyof typeof PAGE_NAMES;
  /** What the old manual called it: said once, and found by search. */
  formerly?: readonly string[];
  steps: readonly GuideStep[];
  /** What may be seen instead, and what to do then. */
  trouble: readonly { sees: Text; remedy: Text; guide?: GuideName }[];
};
