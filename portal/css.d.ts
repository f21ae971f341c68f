/** Styles are imported for their effect: the builder makes a file of them. */
declare module "*.css" {}
declare module "@fontsource-variable/inter" {}
/** What the builder makes of a pattern of files. */
interface ImportMeta {
  glob: (pattern: string, options: { eager: true; query: "?url"; import: "default" }) => Record<string, string>;
}
