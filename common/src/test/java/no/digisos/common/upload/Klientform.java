package no.digisos.common.upload;

import java.util.List;
import java.util.Set;

/** The rows of the table in contract.md 0.6: how each real client writes its requests. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Klientform(String klient, String contentType, byte[] body, Set<String> json, List<String> filnavn) {
    static final Set<String> JSON_DELER =
            Set.of("tilleggsinformasjonJson", "soknadJson", "vedleggJson", "vedlegg.json", "klage.json");

    private static final String B = "73d9b701-170822a76524aaf23f0f4848638ab1ed-205f9eff40435873-ad686da47c9";
    private static final String LEDIG = "multipart/form-data;boundary=" + B;

    /** The content of the n-th file; the lengths differ, so that a mix-up shows. */
    static byte[] innhold(int nr) {
        return Skjema.cms(500 + nr);
    }

    static List<Klientform> alle() {
        return List.of(
                soknadSend(),
                innsynEttersendelse(),
                kskFiler(),
                soknadMellomlagring(),
                innsynMellomlagring(),
                uploadMellomlagring(),
                uploadEttersendelse(),
                innsynKlage());
    }

    @Override
    public String toString() {
        return klient;
    }

    private static Klientform soknadSend() {
        Skjema skjema = new Skjema(B)
                .del(jsonHode("tilleggsinformasjonJson"), "{\"enhetsnummer\":\"0315\"}")
                .del(jsonHode("soknadJson"), "{\"version\":\"1.0.0\",\"æ\":\"ø\"}")
                .del(jsonHode("vedleggJson"), "{\"vedlegg\":[]}");
        List<String> navn = List.of("Soknad.pdf", "Soknad-juridisk.pdf", "Brukerkvittering.pdf");
        for (int i = 0; i < navn.size(); i++) {
            skjema.del(
                    "Content-Disposition: form-data; name=\"metadata" + i + "\"\r\nContent-Type: text/plain",
                    Skjema.metadataJson(navn.get(i)));
            skjema.del(
                    "Content-Disposition: form-data; name=\"" + navn.get(i) + "\"; filename=\"" + navn.get(i) + "\"\r\n"
                            + "Content-Type: application/octet-stream\r\nContent-Length: " + (500 + i),
                    innhold(i));
        }
        return new Klientform(
                "soknad v2 send",
                LEDIG,
                skjema.ferdig(),
                Set.of("tilleggsinformasjonJson", "soknadJson", "vedleggJson"),
                navn);
    }

    private static Klientform innsynEttersendelse() {
        Skjema skjema = new Skjema(B).del(jsonHode("vedlegg.json"), "{\"vedlegg\":[]}");
        List<String> navn = List.of("bilde-å.png", "ettersendelse.pdf");
        for (int i = 0; i < navn.size(); i++) {
            skjema.del(jsonHode("vedleggSpesifikasjon:" + i), Skjema.metadataJson(navn.get(i)));
            skjema.del(filHode("dokument:" + i, navn.get(i)), innhold(i));
        }
        return new Klientform("innsyn ettersendelse v1", LEDIG, skjema.ferdig(), Set.of("vedlegg.json"), navn);
    }

    /** Jetty quotes the boundary, and leaves the quotes inside a file name as they are. */
    private static Klientform kskFiler() {
        byte[] body = new Skjema(B)
                .del(
                        "Content-Disposition: form-data; name=\"metadata:0\"\r\nContent-Type: text/plain;charset=UTF-8",
                        Skjema.metadataJson("vedtak.pdf"))
                .del(filHode("dokument:0", "vedtak.pdf"), innhold(0))
                .del(
                        "Content-Disposition: form-data; name=\"metadata:1\"\r\nContent-Type: text/plain;charset=UTF-8",
                        Skjema.metadataJson("blåbær \\\"søknad\\\".pdf"))
                .del(
                        "Content-Disposition: form-data; name=\"dokument:1\"; filename=\"bl_b_r \"s_knad\".pdf\";"
                                + " filename*=UTF-8''bl%C3%A5b%C3%A6r%20%22s%C3%B8knad%22.pdf\r\n"
                                + "Content-Type: application/octet-stream",
                        innhold(1))
                .ferdig();
        return new Klientform(
                "ksk filer",
                "multipart/form-data; boundary=\"" + B + "\"",
                body,
                Set.of(),
                List.of("vedtak.pdf", "blåbær \"søknad\".pdf"));
    }

    private static Klientform soknadMellomlagring() {
        byte[] body = new Skjema(B)
                .del(
                        "Content-Type: application/json\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
                                + "Content-Length: 83",
                        Skjema.metadataJson("blåbær-1.pdf"))
                .del(
                        "Content-Type: application/octet-stream\r\n"
                                + "Content-Disposition: form-data; name=\"files\"; filename=\"blåbær-1.pdf\"",
                        innhold(0))
                .ferdig();
        return new Klientform("soknad mellomlagring", LEDIG, body, Set.of(), List.of("blåbær-1.pdf"));
    }

    /** All metadata first, then all files. */
    private static Klientform innsynMellomlagring() {
        List<String> navn = List.of("klagevedlegg-1.pdf", "klagevedlegg-2.pdf", "klagevedlegg-3.pdf");
        Skjema skjema = new Skjema(B);
        for (String n : navn) {
            skjema.del(jsonHode("metadata"), Skjema.metadataJson(n));
        }
        for (int i = 0; i < navn.size(); i++) {
            skjema.del(filHode("files", navn.get(i)), innhold(i));
        }
        return new Klientform("innsyn mellomlagring", LEDIG, skjema.ferdig(), Set.of(), navn);
    }

    /** Ktor quotes no names, and gives the file the type of its plain bytes. */
    private static Klientform uploadMellomlagring() {
        byte[] body = new Skjema(B)
                .del(
                        "Content-Disposition: form-data; name=metadata\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 81",
                        "{\"filnavn\":\"blåbær-b1f7f6d1.pdf\",\"storrelse\":3512,\"mimetype\":\"application/pdf\"}")
                .del(
                        "Content-Disposition: form-data; name=files; filename=\"blåbær-b1f7f6d1.pdf\"\r\n"
                                + "Content-Type: application/pdf",
                        innhold(0))
                .ferdig();
        return new Klientform(
                "upload mellomlagring",
                "multipart/form-data; boundary=" + B,
                body,
                Set.of(),
                List.of("blåbær-b1f7f6d1.pdf"));
    }

    private static Klientform uploadEttersendelse() {
        byte[] body = new Skjema(B)
                .del(
                        "Content-Disposition: form-data; name=vedlegg.json\r\nContent-Type: application/json",
                        "{\"vedlegg\":[{\"type\":\"annet\",\"hendelseType\":null,\"hendelseReferanse\":null}]}")
                .ferdig();
        return new Klientform(
                "upload ettersendelse v2",
                "multipart/form-data; boundary=" + B,
                body,
                Set.of("vedlegg.json"),
                List.of());
    }

    private static Klientform innsynKlage() {
        byte[] body = new Skjema(B)
                .del(jsonHode("klage.json") + "; filename=\"klage.json\"", "{\"klageId\":\"0a1b2c3d\"}")
                .del(
                        "Content-Type: application/json\r\n"
                                + "Content-Disposition: form-data; name=\"vedlegg.json\"; filename=\"vedlegg.json\"",
                        "{\"vedlegg\":[]}")
                .del(jsonHode("metadata"), Skjema.metadataJson("klage.pdf"))
                .del(filHode("klage.pdf", "klage.pdf"), innhold(0))
                .ferdig();
        return new Klientform(
                "innsyn klage send", LEDIG, body, Set.of("klage.json", "vedlegg.json"), List.of("klage.pdf"));
    }

    private static String jsonHode(String navn) {
        return "Content-Type: application/json\r\nContent-Disposition: form-data; name=\"" + navn + "\"";
    }

    private static String filHode(String navn, String filnavn) {
        return "Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name=\"" + navn
                + "\"; filename=\"" + filnavn + "\"";
    }
}
