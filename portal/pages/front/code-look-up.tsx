import { Button, Heading, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useRef, useState } from "react";
import { useText } from "../../text/use-text.ts";
import { readCode } from "./read-code.ts";
import { FRONT } from "./texts.ts";

/** Leads from a code to its page, which is readable for everybody and without a script. */
export function CodeLookUp() {
  const t = useText(FRONT);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const lookUp = (event: FormEvent) => {
    event.preventDefault();
    const code = readCode(typed);
    if (code) return location.assign(`/test/errors/${code}`);
    setWrong(true);
    field.current?.focus();
  };
  return (
    <section>
      <Heading level={2} data-size="xs">
        {t("codeHeading")}
      </Heading>
      <form className="look-up" noValidate onSubmit={lookUp}>
        <Textfield
          ref={field}
          label={t("code")}
          className="look-up-field"
          placeholder="MP-250"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={isWrong && !readCode(typed) && t("codeForm")}
        />
        <Button type="submit" variant="secondary">
          {t("lookUp")}
        </Button>
      </form>
    </section>
  );
}
