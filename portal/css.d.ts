/** Styles are imported for their effect: the builder makes a file of them. */
declare module "*.css" {}
declare module "@fontsource-variable/inter" {}
