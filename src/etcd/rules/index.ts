import type { AnyRule } from '../../engine/rule';
import { encryptionKeys } from './at-rest/encryption-keys';
import { encryptionProviders } from './at-rest/encryption-providers';
import { certificateFiles } from './certificates/certificate-files';
import { ownCa } from './certificates/own-ca';
import { separateKeys } from './certificates/separate-keys';
import { apiServerEtcdTls } from './transport/api-server-etcd-tls';
import { listenAddresses } from './transport/listen-addresses';
import { noPlaintextUrls } from './transport/no-plaintext-urls';
import { strongCiphers } from './transport/strong-ciphers';
import { switches } from './transport/switches';
import { tlsMinimum } from './transport/tls-minimum';

/** The rules of this practice, in the order of the documentation. */
export const etcdRules: readonly AnyRule[] = [
  ...certificateFiles,
  ...switches,
  ownCa,
  separateKeys,
  noPlaintextUrls,
  listenAddresses,
  tlsMinimum,
  strongCiphers,
  apiServerEtcdTls,
  encryptionProviders,
  encryptionKeys,
];
