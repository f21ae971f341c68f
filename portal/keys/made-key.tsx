import { Button, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { DownloadIcon, FilesIcon } from "@navikt/aksel-icons";
import type { Ref } from "react";
import { announce } from "../frame/live-regions.tsx";
import { ModalDialog } from "../parts/modal-dialog.tsx";
import { Code } from "../parts/code.tsx";
import { saveFile } from "../parts/save-file.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import type { MadeKeyPair } from "./key-pair.ts";
import { KEYS } from "./texts.ts";
import type { KeyEntryState } from "./use-key-entry.ts";

/** Hands a private key to its owner as a file. */
function save({ kid, privatePem, privateJwk }: MadeKeyPair, form: "pem" | "jwk"): void {
  const [content, ending] = form === "pem" ? [privatePem, "pem"] : [privateJwk, "jwk.json"];
  saveFile(new Blob([content], { type: "application/octet-stream" }), `private-key-${kid.slice(0, 10)}.${ending}`);
}

type MadeKeyProps = { made: MadeKeyPair; isSaved: boolean; saved: () => void; headingRef: Ref<HTMLHeadingElement> };

/** A pair that was made here: its private half can be saved now, and never again. */
export function MadeKey({ made, isSaved, saved, headingRef }: MadeKeyProps) {
  const t = useText(KEYS);
  const shared = useText(SHARED);
  const download = (form: "pem" | "jwk") => {
    save(made, form);
    saved();
    announce(t("downloaded"));
  };
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(() => {
      saved();
      announce(shared("copied"));
    });
  return (
    <section className="panel made-key" aria-label={t("made")}>
      <Heading level={3} data-size="2xs" tabIndex={-1} ref={headingRef}>
        {t("made")}
      </Heading>
      <Paragraph>{t("madeSays")}</Paragraph>
      <p className="key-id">
        {t("keyId")}: <Code value={made.kid} name={t("keyId")} />
      </p>
      <div className="buttons">
        <Button variant="secondary" onClick={() => download("pem")}>
          <DownloadIcon aria-hidden />
          {t("download")}
        </Button>
        <Button variant="tertiary" onClick={() => download("jwk")}>
          {t("downloadJwk")}
        </Button>
      </div>
      {isSaved && (
        <Paragraph>
          {t("downloaded")} {t("keepSafe")}
        </Paragraph>
      )}
      <Details>
        <Details.Summary>{t("show")}</Details.Summary>
        <Details.Content>
          <pre className="secret">{made.privatePem}</pre>
          <div className="buttons">
            <Button variant="tertiary" onClick={() => copy(made.privatePem)}>
              <FilesIcon aria-hidden />
              {t("copyPem")}
            </Button>
            <Button variant="tertiary" onClick={() => copy(made.privateJwk)}>
              <FilesIcon aria-hidden />
              {t("copyJwk")}
            </Button>
          </div>
        </Details.Content>
      </Details>
    </section>
  );
}

/** Whether somebody would go on without the private half of what was made. */
export const isUnsaved = ({ choice, made, isSaved }: KeyEntryState): boolean => choice === "make" && made !== null && !isSaved;

type AskToSaveProps = {
  open: boolean;
  close: () => void;
  entry: KeyEntryState;
  /** What the button does after the download, within a sentence: «opprett klienten». */
  goOnWords: string;
  goOn: () => void;
};

/** Asked when somebody goes on without having saved the private key: it cannot be fetched again. */
export function AskToSave({ open, close, entry, goOnWords, goOn }: AskToSaveProps) {
  const t = useText(KEYS);
  const downloadAndGoOn = () => {
    if (entry.made) save(entry.made, "pem");
    entry.saved();
    close();
    goOn();
  };
  const goOnWithout = () => {
    close();
    goOn();
  };
  return (
    <ModalDialog open={open} close={close} heading={t("askHeading")}>
      <Paragraph>{t("askSays")}</Paragraph>
      <div className="buttons">
        <Button onClick={downloadAndGoOn}>{t("downloadAnd", { goOn: goOnWords })}</Button>
        <Button variant="secondary" onClick={goOnWithout}>
          {t("goOnWithout")}
        </Button>
      </div>
    </ModalDialog>
  );
}
