/** Gives the reader a file to keep, made here or fetched by the page: an address alone could not say for whom it is asked. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Spreadsheets take a file without it for another encoding than UTF-8. */
const UTF8_MARK = "\uFEFF";

/** A table from the API, for a spreadsheet. */
export const saveCsv = (table: Blob, name: string): void => saveFile(new Blob([UTF8_MARK, table], { type: "text/csv" }), name);
