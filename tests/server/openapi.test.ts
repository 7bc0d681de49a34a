import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '../../src/domain/role.ts';
import { toBase64Url } from '../../src/encoding/bytes.ts';
import { decodeCbor } from '../../src/encoding/cbor.ts';
import { readJoin } from '../../src/sealing/invitation.ts';
import { ROUTE_ACCESS } from '../../src/server/routes/authority.ts';
import { invite } from '../../src/server/street/invite.ts';
import {
  openTown,
  type Town,
  TRIED_NAMES,
  TRIED_ROUTES,
  type TriedRouteName,
} from './authority-calls.ts';
import { type Answer, HOST, inject, NOW, TestDevice } from './server-rig.ts';

interface Content {
  readonly [type: string]: { readonly schema: object };
}
interface Operation {
  readonly summary: string;
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; schema: object }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
  readonly 'x-kadian-access': string;
  readonly 'x-kadian-roles'?: readonly string[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: { readonly Problem: object } };
  readonly 'x-kadian-problems': Readonly<Record<string, number>>;
}

// Not the library that made the document, and not the one that checks the calls.
const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { binary: true, date: true } });

/** Byte strings as the document has them; it says nothing of what is in them. */
const withText = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value).toString('latin1')
    : Array.isArray(value)
      ? value.map(withText)
      : value;

function faults(schema: object, value: unknown): string {
  const validate = ajv.compile(schema);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

let town: Town;
let document: Document;
beforeAll(async () => {
  town = await openTown();
  const answer = await inject(town.rig, 'GET', '/api/openapi.json', { host: HOST });
  expect(answer.status).toBe(200);
  document = answer.json() as unknown as Document;
});
afterAll(() => town.rig.close());

const nameOf = (path: string, method: string): string =>
  `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
const operations = (): readonly (readonly [string, Operation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => [nameOf(path, method), one] as const),
  );
const operationOf = (name: string): Operation => {
  const found = operations().find(([one]) => one === name)?.[1];
  if (!found) throw new Error(`${name} is not described`);
  return found;
};

/** The answer against the schema of its media type; '' when it is as described. */
function answerFaults(name: string, answer: Answer): string {
  const { content } = operationOf(name).responses['200'] as { content: Content };
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  const described = content[type];
  if (!described) return `answers ${type}`;
  if (type === 'application/json') return faults(described.schema, answer.json());
  if (type !== 'application/cbor') return '';
  return faults(described.schema, withText(decodeCbor(new Uint8Array(answer.body))));
}

test('every route is described, and nothing that is no route', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(
    operations()
      .map(([name]) => name)
      .sort(),
  ).toEqual(Object.keys(ROUTE_ACCESS).sort());
  const ids = operations().map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('each route says who may call it, and only open ones need no signature', () => {
  for (const [name, operation] of operations()) {
    expect([name, operation['x-kadian-access']]).toEqual([
      name,
      ROUTE_ACCESS[name as keyof typeof ROUTE_ACCESS],
    ]);
    const isOpen = operation['x-kadian-access'] === 'open';
    expect([name, operation.security]).toEqual([name, isOpen ? [] : [{ signature: [] }]]);
  }
  for (const name of TRIED_NAMES) {
    const roles = operationOf(name)['x-kadian-roles'] ?? ROLES;
    expect([name, [...roles].sort()]).toEqual([name, [...TRIED_ROUTES[name].may].sort()]);
  }
});

test('every schema of it is one that a strict validator takes', () => {
  for (const [, { requestBody, responses, parameters = [] }] of operations()) {
    const contents = [requestBody?.content ?? {}, responses['200']?.content ?? {}];
    const schemas = contents.flatMap((content) => Object.values(content).map((one) => one.schema));
    for (const schema of [...schemas, ...parameters.map((one) => one.schema)]) ajv.compile(schema);
  }
});

test.each(TRIED_NAMES)('%s: what is sent and what is answered is as described', async (name) => {
  const { call, may, status = 200, isStream, type = 'application/json' } = TRIED_ROUTES[name];
  const device = town.devices[may[0] as (typeof ROLES)[number]];
  const { url, body } = await call(town, device);
  const operation = operationOf(name satisfies TriedRouteName);
  expect(operation.requestBody === undefined).toBe(name.startsWith('GET'));
  const described = operation.requestBody?.content[type];
  if (described && type === 'application/json') {
    expect(faults(described.schema, body)).toBe('');
    expect(faults(described.schema, { ...body, isAdmin: true })).not.toBe('');
  } else if (described && type === 'application/cbor') {
    expect(faults(described.schema, withText(decodeCbor(body as Uint8Array<ArrayBuffer>)))).toBe(
      '',
    );
  }
  const query = new URL(url, `https://${HOST}`).searchParams;
  for (const [key, value] of query) {
    const parameter = operation.parameters?.find((one) => one.in === 'query' && one.name === key);
    expect([key, parameter ? faults(parameter.schema, value) : 'not described']).toEqual([key, '']);
  }
  if (isStream) return;
  const answer = await device.send(name.startsWith('GET') ? 'GET' : 'POST', url, body ?? null, {
    type,
  });
  expect(answer.status).toBe(status);
  if (status === 200) expect(answerFaults(name, answer)).toBe('');
  else expect(faults(document.components.schemas.Problem, answer.json())).toBe('');
});

test('joining, and what is open to anybody, is as described', async () => {
  for (const url of ['/healthz', '/api/openapi.json', '/api/visit-key?gate=g1']) {
    const answer = await inject(town.rig, 'GET', url, { host: HOST });
    expect([url, answerFaults(`GET ${url.split('?')[0]}`, answer)]).toEqual([url, '']);
  }
  const offer = { role: 'gate', placeId: 'g1', minutes: 10, mode: 'ask', uses: 1 } as const;
  const link = (await invite(offer, `https://${HOST}`, town.rig, NOW))?.link ?? '';
  const phone = await TestDevice.make(town.rig);
  const publicKey = toBase64Url(phone.publicKey);
  const token = toBase64Url(readJoin(link)?.token ?? new Uint8Array());
  for (const [path, body] of [
    ['/api/enrol', { token, publicKey, name: '一号', locale: 'zh-CN' }],
    ['/api/enrol/wait', { publicKey }],
  ] as const) {
    const name = `POST ${path}`;
    const schema = operationOf(name).requestBody?.content['application/json']?.schema ?? {};
    expect(faults(schema, body)).toBe('');
    expect(answerFaults(name, await phone.send('POST', path, body))).toBe('');
  }
});

test('every refusal has a code that the document lists with its status', async () => {
  const refused = await town.devices.gate.send('GET', '/api/places-there-are-none');
  const json = refused.json();
  expect(faults(document.components.schemas.Problem, json)).toBe('');
  expect(document['x-kadian-problems'][String(json.error)]).toBe(refused.status);
  expect(faults(document.components.schemas.Problem, { ...json, error: 'no-code' })).not.toBe('');
});
