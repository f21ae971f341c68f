/** The pictures that `npm run guides` takes: their addresses, as the builder names them. */
import type { Language } from "../../../vocabulary/language.ts";
import type { Guide, GuideStep } from "./guide.ts";

const ADDRESSES: Record<string, string> = import.meta.glob("./pictures/*/*.webp", { eager: true, query: "?url", import: "default" });

/** The size of every picture, so that the page need not move when it comes. */
export const PICTURE_SIZE = { width: 760, height: 440 } as const;

/** @returns undefined for a step without one */
export const pictureOf = ({ name }: Guide, { id }: GuideStep, language: Language): string | undefined => ADDRESSES[`./pictures/${language}/${name}-${id}.webp`];
