/** A file that the browser keeps: fetched as everything else is, since an address alone does not say for whom. */
import { Button } from "@digdir/designsystemet-react";
import { DownloadIcon } from "@navikt/aksel-icons";
import { useMutation } from "@tanstack/react-query";
import { Failed } from "./failed.tsx";
import { saveCsv } from "./save-file.ts";

type DownloadCsvProps = {
  /** «Last ned CSV», and what of, for those who hear the button alone. */
  words: string;
  what: string;
  fileName: string;
  fetchFile: () => Promise<Blob>;
};

export function DownloadCsv({ words, what, fileName, fetchFile }: DownloadCsvProps) {
  const fetching = useMutation({ mutationFn: fetchFile, onSuccess: (file) => saveCsv(file, fileName) });
  return (
    <>
      <Button variant="tertiary" loading={fetching.isPending} onClick={() => fetching.mutate()}>
        <DownloadIcon aria-hidden />
        {words}
        <span className="vh"> {what}</span>
      </Button>
      {fetching.isError && <Failed error={fetching.error} />}
    </>
  );
}
