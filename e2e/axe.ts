import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Looks for barriers with no rule off. Its other mode looks into frames of other origins as well, which no page of ours has, and takes twice as long. */
export const axeOf = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(true);
