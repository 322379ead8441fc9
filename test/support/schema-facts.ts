import type { SchemaNode } from './protocol-schemas.ts';

/**
 * What a schema says about everything that can be reached from a node, as lines such as `/state/type enum STREAM` or
 * `/record required stream`, `[]` standing for the items of a list. Variants count together: what any of them allows
 * is allowed, and only what all of them require is required. Descriptions, defaults and openness are left out.
 */
export function schemaFacts(root: SchemaNode, node: SchemaNode): ReadonlySet<string> {
  return new Set(factsAt(root, node, ''));
}

function factsAt(root: SchemaNode, reference: SchemaNode, path: string): string[] {
  const node = resolve(root, reference);
  const variants = (node.oneOf ?? []).map((variant) => resolve(root, variant));
  const facts = [node, ...variants].flatMap((variant) => ownFacts(root, variant, path));
  return [...facts, ...requiredByAll(variants.length > 0 ? variants : [node]).map((key) => `${path} required ${key}`)];
}

function resolve(root: SchemaNode, node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace('#/definitions/', '');
  if (name === undefined) return node;
  const definition = root.definitions?.[name];
  if (definition === undefined) throw new Error(`No definition ${name}`);
  return definition;
}

function ownFacts(root: SchemaNode, node: SchemaNode, path: string): string[] {
  const { format, pattern, minItems, minProperties } = node;
  const constraints = Object.entries({ format, pattern, minItems, minProperties }).filter(
    ([, value]) => value !== undefined,
  );
  return [
    ...typesOf(node).map((type) => `${path} type ${type}`),
    ...valuesOf(node).map((value) => `${path} enum ${value}`),
    ...constraints.map(([keyword, value]) => `${path} ${keyword} ${value}`),
    ...Object.entries(node.properties ?? {}).flatMap(([key, property]) => [
      `${path}/${key}`,
      ...factsAt(root, property, `${path}/${key}`),
    ]),
    ...(node.items === undefined ? [] : factsAt(root, node.items, `${path}[]`)),
  ];
}

function typesOf(node: SchemaNode): readonly string[] {
  if (node.const !== undefined) return [typeof node.const];
  return node.type === undefined ? [] : [node.type].flat();
}

function valuesOf(node: SchemaNode): readonly unknown[] {
  return node.const === undefined ? (node.enum ?? []) : [node.const];
}

function requiredByAll(variants: readonly SchemaNode[]): readonly string[] {
  const [first, ...others] = variants.map(({ required }) => required ?? []);
  return (first ?? []).filter((key) => others.every((required) => required.includes(key)));
}
