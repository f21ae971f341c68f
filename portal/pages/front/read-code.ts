/** A code of a refusal as people write it: `mp 250`, `FM-465`, a whole error_uri. @returns null for what is none */
export function readCode(typed: string): string | null {
  const [, kind, number] = /(?:^|[\s/])(mp|fm)[\s-]?(\d{3})(?!\d)/i.exec(typed.trim()) ?? [];
  return kind && number ? `${kind.toUpperCase()}-${number}` : null;
}
