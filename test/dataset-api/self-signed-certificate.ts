import { generateKeyPairSync, sign } from 'node:crypto';

const ECDSA_WITH_SHA256 = tagged(0x30, tagged(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = tagged(0x06, Buffer.from('550403', 'hex'));
const SUBJECT_ALT_NAME = tagged(0x06, Buffer.from('551d11', 'hex'));

/** A fresh X.509 v3 certificate for localhost and 127.0.0.1 with its key, as PEM; valid from 2020 until 2049. */
export function selfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const commonName = tagged(0x30, COMMON_NAME, tagged(0x0c, Buffer.from('localhost')));
  const name = tagged(0x30, tagged(0x31, commonName));
  const validity = tagged(0x30, utcTime('200101000000Z'), utcTime('491231235959Z'));
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const serial = tagged(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const toBeSigned = tagged(
    0x30,
    ...[version, serial, ECDSA_WITH_SHA256, name, validity, name, subjectKey, alternativeNames()],
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const certificate = tagged(0x30, toBeSigned, ECDSA_WITH_SHA256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function alternativeNames(): Buffer {
  const names = tagged(0x30, tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1])));
  return tagged(0xa3, tagged(0x30, tagged(0x30, SUBJECT_ALT_NAME, tagged(0x04, names))));
}

function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text));
}

/** One DER element: tag, length, content. */
function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), body]);
}
