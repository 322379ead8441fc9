import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { DeliveryTools } from '../delivery.ts';
import type { FaultKind } from './fault.ts';

/** Sends a body as a fault of the connection has it. False: the fault is none of the connection. */
export async function deliverBadly(
  response: ServerResponse,
  body: Buffer,
  fault: FaultKind,
  tools: Pick<DeliveryTools, 'sleep' | 'signal'>,
): Promise<boolean> {
  switch (fault.kind) {
    case 'noAnswer':
      return true;
    case 'reset':
      reset(response);
      return true;
    case 'stall':
      await writeHalf(response, body);
      return true;
    case 'cutConnection':
      await writeHalf(response, body);
      response.destroy();
      return true;
    case 'slowDrip':
      await drip(response, body, fault.bytes ?? 1, (signal) => tools.sleep(fault.everyMs ?? 50, signal), tools.signal);
      return true;
    default:
      return false;
  }
}

function reset({ socket }: ServerResponse): void {
  // Only a plain TCP socket can send a reset; a TLS one is closed without a word.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

async function writeHalf(response: ServerResponse, body: Buffer): Promise<void> {
  response.setHeader('content-length', body.length);
  response.flushHeaders();
  const half = body.subarray(0, body.length >> 1);
  await new Promise((resolve) => response.write(half, resolve));
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  bytes: number,
  wait: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  response.setHeader('content-length', body.length);
  response.flushHeaders();
  for (let start = 0; start < body.length && !signal.aborted; start += bytes) {
    if (start > 0) await wait(signal);
    response.write(body.subarray(start, start + bytes));
  }
  response.end();
}
