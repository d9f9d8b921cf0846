/** The moto that the local AWS is built against; `requirements/moto.in` says the same to pip. */
export const MOTO_VERSION = "5.2.1";
