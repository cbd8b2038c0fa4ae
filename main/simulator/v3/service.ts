import type { Clock } from '../../clock.ts';
import type { GatewayAccess } from '../gateway-access.ts';
import type { KeyPair } from '../key-pair.ts';
import type { OtpTransactions } from '../otp-transactions.ts';
import type { ProfileTokens } from '../profile-tokens.ts';
import type { Route } from '../route.ts';
import type { AbhaSearches } from './find-abha.ts';

/** What V3 answers from. All but the gateway's tokens, the keys and the searches it shares with V1/V2. */
export interface V3Service {
	readonly clock: Clock;
	readonly access: GatewayAccess;
	readonly transactions: OtpTransactions;
	readonly tokens: ProfileTokens;
	readonly keys: KeyPair;
	readonly searches: AbhaSearches;
}

export type V3Answer = Route<V3Service>['answer'];
