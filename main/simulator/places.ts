import type { Home } from './patient.ts';

type Place = Omit<Home, 'street'>;

/** Where the practice patients live, in ABDM's capitals (abdm-api.md 2.5). */
export const places = {
	chennai: {
		district: 'CHENNAI',
		districtCode: '568',
		state: 'TAMIL NADU',
		stateCode: '33',
		pincode: '600001',
	},
	ernakulam: {
		district: 'ERNAKULAM',
		districtCode: '555',
		state: 'KERALA',
		stateCode: '32',
		pincode: '682001',
	},
	ludhiana: {
		district: 'LUDHIANA',
		districtCode: '41',
		state: 'PUNJAB',
		stateCode: '3',
		pincode: '141001',
	},
	mysuru: {
		district: 'MYSURU',
		districtCode: '545',
		state: 'KARNATAKA',
		stateCode: '29',
		pincode: '570001',
	},
	pune: {
		district: 'PUNE',
		districtCode: '490',
		state: 'MAHARASHTRA',
		stateCode: '27',
		pincode: '411001',
	},
} as const satisfies Record<string, Place>;
