import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { may, type Permission, ROLES } from '../../domain/role.ts';
import { PROBLEM_CODES, problemSchema } from '../../protocol/problem.ts';
import {
  type Access,
  ROUTE_ACCESS,
  type RouteName,
  SPENDS_SIGNATURE,
} from '../routes/authority.ts';
import { statusOf } from '../routes/refusal.ts';
import { ROUTE_DESCRIPTIONS } from './route-descriptions.ts';

/** Bytes have a schema of their own; spaces are taken off and rows compared after what JSON Schema can say. */
function schemaOf(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...made } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: ['trim', 'check', 'transform'],
    overrideSchema: ({ valibotSchema }) =>
      valibotSchema.type === 'custom' ? { type: 'string', format: 'binary' } : undefined,
  });
  return made;
}

type Content = (typeof ROUTE_DESCRIPTIONS)[RouteName]['answer'];

const CBOR_NOTE =
  'One deterministic CBOR array, positional; binary strings are byte strings. See docs/protocol.md.';

function contentOf(content: Content): object {
  if ('json' in content) return { 'application/json': { schema: schemaOf(content.json) } };
  if ('cbor' in content) {
    const schema = { description: CBOR_NOTE, ...schemaOf(content.cbor) };
    return { 'application/cbor': { schema } };
  }
  const schema = { type: 'string', format: 'binary' };
  return Object.fromEntries(content.bytes.map((type) => [type, { schema }]));
}

const WHO: Readonly<Record<Exclude<Access, Permission>, string>> = {
  open: 'Anybody.',
  'new-key': 'Signed by the key that is to be enrolled.',
  'any-device': 'Every enrolled device, also a revoked one, whatever its clock says.',
  device: 'Every enrolled device that is not revoked.',
};

const isPermission = (access: Access): access is Permission => !Object.hasOwn(WHO, access);

function accessOf(name: RouteName): object {
  const access: Access = ROUTE_ACCESS[name];
  const roles = isPermission(access) ? ROLES.filter((role) => may(role, access)) : null;
  return {
    description: roles
      ? `Roles: ${roles.join(', ')}, within the place of the device.`
      : WHO[access as Exclude<Access, Permission>],
    security: access === 'open' ? [] : [{ signature: [] }],
    'x-kadian-access': access,
    ...(roles && { 'x-kadian-roles': roles }),
    'x-kadian-signature-once': SPENDS_SIGNATURE.has(name),
  };
}

function parametersOf(path: string, query: v.GenericSchema | undefined): object[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = query ? schemaOf(query) : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

const PROBLEM = {
  description: 'Refused: the code says why.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function operationOf(name: RouteName): object {
  const { summary, query, body, answer } = ROUTE_DESCRIPTIONS[name];
  const [, path = ''] = name.split(' ');
  const parameters = parametersOf(path, query);
  return {
    summary,
    operationId: name.replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase()),
    ...accessOf(name),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      200: { description: 'Done.', content: contentOf(answer) },
      default: PROBLEM,
    },
  };
}

/** The whole API as an OpenAPI 3.1 document, made of the schemas that check every call. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const name of Object.keys(ROUTE_ACCESS) as RouteName[]) {
    const [method = '', path = ''] = name.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operationOf(name) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kadian',
      version: '1',
      description:
        'What phones, desks and the server say to each other. Formats byte by byte are in docs/protocol.md. JSON requests are taken in their exact shape only; answers may have fields that are not described here.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema) },
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'signature',
          description:
            'RFC 9421 with signature-input and content-digest: @method, @authority, @path, @query and content-digest, ecdsa-p256-sha256 by the device’s key. See docs/protocol.md, Request signatures.',
        },
      },
    },
    'x-kadian-problems': Object.fromEntries(PROBLEM_CODES.map((code) => [code, statusOf(code)])),
  };
}
