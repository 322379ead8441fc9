import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens, and gives the port that it became. Rejects with the error of the system where the port is not free. */
export async function listeningPort(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server listens on no port');
  return address.port;
}
