/** Light or dark: the person's choice, else as the device has it. The server reads the cookie too, so that no page flashes. */
import { keepForAYear } from "../text/language.ts";

export const COLOR_SCHEMES = ["auto", "light", "dark"] as const;
export type ColorScheme = (typeof COLOR_SCHEMES)[number];

export const currentColorScheme = (): ColorScheme => COLOR_SCHEMES.find((scheme) => scheme === document.documentElement.dataset.colorScheme) ?? "auto";

export function showColorScheme(scheme: ColorScheme): void {
  keepForAYear("fullmakt-colors", scheme);
  document.documentElement.dataset.colorScheme = scheme;
}
