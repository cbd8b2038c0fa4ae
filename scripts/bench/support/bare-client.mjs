import http from 'node:http';

import fetch from 'node-fetch';

/** The least that a program can do: the same calls over a kept connection, and nothing else. */
export class BareClient {
	#agent = new http.Agent({ keepAlive: true });
	#origin;
	#headers = { 'Content-Type': 'application/json', Authorization: '' };

	/** @param {string} origin */
	constructor(origin) {
		this.#origin = origin;
	}

	/** What comes before the first patient. */
	async connect() {
		const session = await this.#call('POST', '/gateway/v0.5/sessions', {
			...{ clientId: 'SBX_000001', clientSecret: 'bench-secret' },
		});
		this.#headers.Authorization = `Bearer ${session.accessToken}`;
	}

	/** @param {{ query: string, otp: string }} patient */
	async visit({ query, otp }) {
		const beforeFind = performance.now();
		const found = await this.#call('POST', '/api/v1/search/searchByHealthId', { healthId: query });
		const findMs = performance.now() - beforeFind;
		const { txnId } = await this.#call('POST', '/api/v2/auth/init', {
			...{ authMethod: 'MOBILE_OTP', healthid: found.healthId },
		});
		const beforeVerify = performance.now();
		await this.#call('POST', '/api/v1/auth/confirmWithMobileOTP', { otp, txnId });
		return { findMs, verifyMs: performance.now() - beforeVerify };
	}

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} body
	 * @returns {Promise<Record<string, string>>}
	 */
	async #call(method, path, body) {
		const response = await fetch(this.#origin + path, {
			...{ method, agent: this.#agent, headers: this.#headers, body: JSON.stringify(body) },
		});
		return /** @type {Promise<Record<string, string>>} */ (response.json());
	}

	close() {
		this.#agent.destroy();
	}
}
