import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Behaviour } from './behaviour/behaviour.ts';
import { Dataset, type DatasetDefinition, type EditableRows } from './dataset.ts';
import { type Fault, Faults } from './faults/fault.ts';
import { listeningPort } from './listening-port.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { RequestHandler } from './request-handler.ts';
import { Responder } from './responder.ts';
import { type Sleep, sleep } from './sleep.ts';
import { standardDatasets } from './standard-datasets.ts';

type Datasets = Readonly<Record<string, DatasetDefinition>> | ReadonlyMap<string, DatasetDefinition>;

export interface DatasetApiOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default "demo-token"; null: none is needed. */
  readonly token?: string | null;
  /** Beside the standard ones; one of the same name takes its place. */
  readonly datasets?: Datasets;
  readonly behaviour?: Behaviour;
  readonly faults?: readonly Fault[];
  /** PEM: the server speaks https. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  readonly now?: () => number;
  readonly sleep?: Sleep;
}

export interface DatasetApi {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly token: string | null;
  readonly datasetNames: readonly string[];
  /** All requests in the order of their arrival; it grows. */
  readonly requests: readonly RecordedRequest[];
  /** Faults that wait for their requests; the list may be changed at any time. */
  readonly faults: Fault[];
  /** Replaces the behaviour of the server, or of one dataset, from the next request on. */
  setBehaviour(behaviour: Behaviour, dataset?: string): void;
  /** The rows of a dataset, to be changed while it runs. Throws for a name that does not exist. */
  rowsOf(dataset: string): EditableRows;
  /** Ends all connections, also those that wait for an answer. */
  close(): Promise<void>;
}

/** Starts the dataset API. Rejects when it cannot listen. */
export async function startDatasetApi(options: DatasetApiOptions = {}): Promise<DatasetApi> {
  const { token = 'demo-token', host = '127.0.0.1' } = options;
  const datasets = datasetsOf(options.datasets);
  const behaviours = behavioursOf(options);
  const behaviourFor = (dataset: string | undefined): Behaviour => ({
    ...behaviours.get(undefined),
    ...(dataset === undefined ? undefined : behaviours.get(dataset)),
  });
  const faults = new Faults(options.faults);
  const responder = new Responder({ datasets, token, behaviourFor });
  const { now = Date.now, sleep: wait = sleep } = options;
  const handler = new RequestHandler({ responder, faults, behaviourFor, now, sleep: wait });
  const server = serverFor(options.tls, (request, response) => void handler.handle(request, response));
  const port = await listeningPort(server, options.port ?? 0, host);
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${hostInUrl(host)}:${port}`,
    port,
    token,
    datasetNames: [...datasets.keys()],
    requests: handler.requests,
    faults: faults.list,
    setBehaviour: (behaviour, dataset) => void behaviours.set(dataset, behaviour),
    rowsOf: (name) => knownDataset(datasets, name),
    close: () => closed(server, handler),
  };
}

function datasetsOf(given: Datasets = {}): ReadonlyMap<string, Dataset> {
  const definitions = new Map([...Object.entries(standardDatasets()), ...entriesOf(given)]);
  return new Map([...definitions].map(([name, definition]) => [name, new Dataset(name, definition)]));
}

/** By dataset; undefined: of the whole server. */
function behavioursOf({ datasets = {}, behaviour = {} }: DatasetApiOptions): Map<string | undefined, Behaviour> {
  const own = [...entriesOf(datasets)].map(([name, definition]) => [name, definition.behaviour ?? {}] as const);
  return new Map<string | undefined, Behaviour>([[undefined, behaviour], ...own]);
}

function entriesOf(datasets: Datasets): Iterable<[string, DatasetDefinition]> {
  return datasets instanceof Map ? datasets : Object.entries(datasets);
}

function serverFor(tls: DatasetApiOptions['tls'], listener: RequestListener): Server {
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  // A connection that the server closes while it is idle fails the request that is just being sent on it.
  server.keepAliveTimeout = 120_000;
  return server;
}

/** An address that means all interfaces is none that a client can ask. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function knownDataset(datasets: ReadonlyMap<string, Dataset>, name: string): Dataset {
  const dataset = datasets.get(name);
  if (dataset === undefined) throw new RangeError(`no such dataset: ${name}`);
  return dataset;
}

function closed(server: Server, handler: RequestHandler): Promise<void> {
  handler.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
