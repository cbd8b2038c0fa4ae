import type { Finding, FindingCode } from '../../preload/contract/diagnostics.ts';
import type { Facts } from './facts.ts';
import { wrongFuses } from './fuses.ts';

/** A clock may be off by so much before ABDM minds (main/abdm/clock-skew.ts), or drift in a day. */
const toleratedSeconds = 30;

const megabyte = 1024 * 1024;
const gigabyte = 1024 * megabyte;
/** Vault, log and Chromium's files need some 50 MB; a Windows that has so little does not work well. */
const lowBytes = gigabyte;
const fullBytes = 100 * megabyte;

/** What the facts mean, one finding a fact, in the order in which they are read. */
export function judge(facts: Facts): Finding[] {
	return [
		finding(programOf(facts), { version: facts.versions.app }),
		finding('runtime.versions', {
			electron: facts.versions.electron,
			chromium: facts.versions.chromium,
			node: facts.versions.node,
		}),
		finding('system.versions', {
			name: facts.system.name,
			version: facts.system.version,
			architecture: facts.system.architecture,
		}),
		judgeFuses(facts),
		finding(integrityOf(facts)),
		finding(sandboxOf(facts)),
		finding(`vault.${facts.vault}`),
		judgeKeyring(facts),
		judgeClock(facts.clock),
		...judgeFolder(facts),
		finding(`proxy.${facts.proxy}`),
		judgeFacility(facts),
		judgeProblems(facts),
		finding('log.folder', { path: facts.logFolder }),
		...judgeUpdates(facts),
	];
}

function finding(code: FindingCode, values: Finding['values'] = {}): Finding {
	return { code, values };
}

/** A rehearsal is a release that no clinic may get. */
function programOf({ flavour }: Facts): FindingCode {
	return flavour === 'rehearsal' ? 'program.test' : `program.${flavour}`;
}

function judgeUpdates({ updatesAreOn }: Facts): Finding[] {
	if (updatesAreOn === null) return [];
	return [finding(updatesAreOn ? 'updates.on' : 'updates.off')];
}

function judgeFuses({ flavour, fuses }: Facts): Finding {
	if (fuses === null) return finding('fuses.unreadable');
	const wrong = wrongFuses(fuses);
	const values = { count: wrong.length, names: wrong.join(', ') };
	if (flavour !== 'release') return finding('fuses.not-release', values);
	return wrong.length === 0 ? finding('fuses.shut') : finding('fuses.open', values);
}

function integrityOf({ flavour, fuses, platform, canChangeProgram }: Facts): FindingCode {
	if (flavour === 'development') return 'integrity.not-release';
	// Electron has the check for Windows and macOS alone; elsewhere its fuse does nothing.
	if (platform !== 'win32' && platform !== 'darwin') {
		return canChangeProgram ? 'integrity.changeable' : 'integrity.not-on-linux';
	}
	return fuses?.EnableEmbeddedAsarIntegrityValidation === 'on' ? 'integrity.on' : 'integrity.off';
}

function sandboxOf({ flavour, isSandboxed }: Facts): FindingCode {
	if (isSandboxed) return 'sandbox.on';
	return flavour === 'development' ? 'sandbox.off-development' : 'sandbox.off';
}

function judgeKeyring({ keyring, vault }: Facts): Finding {
	const values = { keyring: keyring.name };
	// A PC with a passphrase, or without a facility, does well without one.
	if (keyring.state === 'absent' && vault === 'keyring') return finding('keyring.missing');
	return finding(`keyring.${keyring.state}`, values);
}

function judgeClock({ aheadSeconds, jumpedMs }: Facts['clock']): Finding {
	const jumped = Math.round(jumpedMs / 1000);
	if (aheadSeconds !== null && Math.abs(aheadSeconds) > toleratedSeconds) {
		return finding('clock.wrong', { seconds: aheadSeconds });
	}
	if (jumped < -toleratedSeconds) return finding('clock.set-back', { seconds: -jumped });
	if (jumped > toleratedSeconds) return finding('clock.jumped', { seconds: jumped });
	return aheadSeconds === null
		? finding('clock.not-compared')
		: finding('clock.compared', { seconds: aheadSeconds });
}

function judgeFolder({ folder }: Facts): Finding[] {
	const { path, isAbsent, isLink, isOpenToOthers, writing, freeBytes } = folder;
	const kind = isAbsent ? 'absent' : isLink ? 'link' : 'folder';
	const others = isOpenToOthers === null ? 'not-asked' : isOpenToOthers ? 'others' : 'own';
	return [
		finding(`profile.${kind}`, { path }),
		finding(`permissions.${others}`),
		writing === null
			? finding('writing.not-tried')
			: writing === 'ok'
				? finding('writing.works')
				: finding('writing.refused', { reason: writing }),
		judgeDisk(freeBytes),
	];
}

function judgeDisk(freeBytes: number | null): Finding {
	if (freeBytes === null) return finding('disk.unknown');
	const gigabytes = Math.floor((freeBytes / gigabyte) * 10) / 10;
	if (freeBytes < fullBytes) {
		return finding('disk.full', { megabytes: Math.floor(freeBytes / megabyte) });
	}
	return finding(freeBytes < lowBytes ? 'disk.low' : 'disk.room', { gigabytes });
}

function judgeFacility({ facility }: Facts): Finding {
	if (facility === null) return finding('facility.closed');
	const { environment, generation, clientId, hipId } = facility;
	const api = generation === 'v3' ? 'V3' : 'V1/V2';
	return environment === 'training'
		? finding('facility.training', { api })
		: finding(`facility.${environment}`, { api, clientId: clientId ?? '', hipId: hipId ?? '' });
}

function judgeProblems({ problems }: Facts): Finding {
	return problems.length === 0
		? finding('problems.none')
		: finding('problems.some', { count: problems.length });
}
