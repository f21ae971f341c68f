/** Reads an OpenAPI 3.1 document into what a page shows of it. */

type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
};
type Content = Record<string, { schema?: Schema }>;
type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
export type Description = {
  info: { title: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

export type ShownOperation = {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  text: string | undefined;
  inputs: { name: string; where: string; required: boolean; says: string }[];
  body: { name: string; type: string; required: boolean; says: string }[];
  answers: { status: string; says: string; members: string | null }[];
};

/** Every operation of the document, in its order. */
export function describeOperations(description: Description): ShownOperation[] {
  const resolve = (schema: Schema | undefined): Schema => {
    if (!schema) return {};
    if (schema.$ref) return resolve(description.components?.schemas?.[schema.$ref.split("/").at(-1)!]);
    const parts = schema.allOf?.map(resolve);
    return parts ? { ...schema, properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), schema.properties) } : schema;
  };
  const typeOf = (schema: Schema): string => {
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
    if (schema.$ref) return schema.$ref.split("/").at(-1)!;
    if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
    if (schema.items) return `list of ${typeOf(schema.items)}`;
    return [schema.type ?? "any"].flat().join(" | ");
  };
  const schemaOf = (content: Content | undefined): Schema | undefined => Object.values(content ?? {})[0]?.schema;
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): ShownOperation => {
      const body = resolve(schemaOf(operation.requestBody?.content));
      return {
        id: operation.operationId ?? `${method}-${path}`,
        tag: operation.tags?.[0] ?? "Other",
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? `${method} ${path}`,
        text: operation.description,
        inputs: (operation.parameters ?? []).map((parameter) => ({
          name: parameter.name,
          where: parameter.in,
          required: parameter.required ?? false,
          says: parameter.description ?? parameter.schema?.description ?? typeOf(parameter.schema ?? {}),
        })),
        body: Object.entries(body.properties ?? {}).map(([name, schema]) => ({
          name,
          type: typeOf(schema),
          required: body.required?.includes(name) ?? false,
          says: schema.description ?? "",
        })),
        answers: Object.entries(operation.responses).map(([status, { description: says, content }]) => {
          const members = Object.keys(resolve(schemaOf(content)).properties ?? {});
          return { status, says, members: status.startsWith("2") && members.length > 0 ? members.join(", ") : null };
        }),
      };
    }),
  );
}
