import { sendJson } from './scripted-server.ts';
import { canaries, type Instead } from './seed-abdm.ts';

/** What to search for to hear that there is no such ABHA; the digits are right, the person is not there. */
export const unknownAbha = 'nobody.here@sbx';

const account = (name: string, healthIdNumber: string) => ({
	name,
	healthIdNumber,
	healthId: `${name.toLowerCase().replace(' ', '.')}@sbx`,
	status: 'ACTIVE',
});

/** Besides the seed's answers: one mobile of several accounts, and somebody whom nobody knows. */
export const sharedPhone: Instead = ({ path, body }) => {
	if (path.endsWith('/mobile/login/generateOtp')) {
		return (_request, response) => {
			sendJson(response, 200, { txnId: canaries.txnId });
		};
	}
	if (path.endsWith('/mobile/login/verifyOtp')) {
		return (_request, response) => {
			sendJson(response, 200, {
				txnId: canaries.txnId,
				token: 'transfer-token',
				mobileLinkedHid: [
					account('Deepak Pant', '43-4221-5105-6749'),
					{ ...account('Meena Pant', '11-2222-3333-4444'), status: 'DEACTIVATED' },
				],
			});
		};
	}
	if (path.endsWith('/mobile/login/userAuthorizedToken')) {
		return (_request, response) => {
			sendJson(response, 200, {
				token: canaries.profileToken,
				expiresIn: 1800,
				refreshToken: canaries.refreshToken,
				refreshExpiresIn: 432000,
			});
		};
	}
	if (path.endsWith('/searchByHealthId') && body.includes(unknownAbha)) {
		return (_request, response) => {
			sendJson(response, 422, { code: 'HIS-422', details: [{ code: 'HIS-1008' }] });
		};
	}
	return undefined;
};
