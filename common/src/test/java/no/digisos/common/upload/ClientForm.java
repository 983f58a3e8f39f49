package no.digisos.common.upload;

import java.util.List;
import java.util.Set;

/** The rows of the table in contract.md 0.6: how each real client writes its requests. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClientForm(String klient, String contentType, byte[] body, Set<String> json, List<String> filnavn) {
    static final Set<String> JSON_PARTS =
            Set.of("tilleggsinformasjonJson", "soknadJson", "vedleggJson", "vedlegg.json", "klage.json");

    private static final String B = "73d9b701-170822a76524aaf23f0f4848638ab1ed-205f9eff40435873-ad686da47c9";
    private static final String FREE = "multipart/form-data;boundary=" + B;

    /** The content of the n-th file; the lengths differ, so that a mix-up shows. */
    static byte[] content(int nr) {
        return MultipartForm.cms(500 + nr);
    }

    static List<ClientForm> all() {
        return List.of(
                soknadSend(),
                innsynEttersendelse(),
                kskFiles(),
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

    private static ClientForm soknadSend() {
        MultipartForm form = new MultipartForm(B)
                .part(jsonHeader("tilleggsinformasjonJson"), "{\"enhetsnummer\":\"0315\"}")
                .part(jsonHeader("soknadJson"), "{\"version\":\"1.0.0\",\"æ\":\"ø\"}")
                .part(jsonHeader("vedleggJson"), "{\"vedlegg\":[]}");
        List<String> name = List.of("Soknad.pdf", "Soknad-juridisk.pdf", "Brukerkvittering.pdf");
        for (int i = 0; i < name.size(); i++) {
            form.part(
                    "Content-Disposition: form-data; name=\"metadata" + i + "\"\r\nContent-Type: text/plain",
                    MultipartForm.metadataJson(name.get(i)));
            form.part(
                    "Content-Disposition: form-data; name=\"" + name.get(i) + "\"; filename=\"" + name.get(i) + "\"\r\n"
                            + "Content-Type: application/octet-stream\r\nContent-Length: " + (500 + i),
                    content(i));
        }
        return new ClientForm(
                "soknad v2 send",
                FREE,
                form.done(),
                Set.of("tilleggsinformasjonJson", "soknadJson", "vedleggJson"),
                name);
    }

    private static ClientForm innsynEttersendelse() {
        MultipartForm form = new MultipartForm(B).part(jsonHeader("vedlegg.json"), "{\"vedlegg\":[]}");
        List<String> name = List.of("bilde-å.png", "ettersendelse.pdf");
        for (int i = 0; i < name.size(); i++) {
            form.part(jsonHeader("vedleggSpesifikasjon:" + i), MultipartForm.metadataJson(name.get(i)));
            form.part(fileHeader("dokument:" + i, name.get(i)), content(i));
        }
        return new ClientForm("innsyn ettersendelse v1", FREE, form.done(), Set.of("vedlegg.json"), name);
    }

    /** Jetty quotes the boundary, and leaves the quotes inside a file name as they are. */
    private static ClientForm kskFiles() {
        byte[] body = new MultipartForm(B)
                .part(
                        "Content-Disposition: form-data; name=\"metadata:0\"\r\nContent-Type: text/plain;charset=UTF-8",
                        MultipartForm.metadataJson("vedtak.pdf"))
                .part(fileHeader("dokument:0", "vedtak.pdf"), content(0))
                .part(
                        "Content-Disposition: form-data; name=\"metadata:1\"\r\nContent-Type: text/plain;charset=UTF-8",
                        MultipartForm.metadataJson("blåbær \\\"søknad\\\".pdf"))
                .part(
                        "Content-Disposition: form-data; name=\"dokument:1\"; filename=\"bl_b_r \"s_knad\".pdf\";"
                                + " filename*=UTF-8''bl%C3%A5b%C3%A6r%20%22s%C3%B8knad%22.pdf\r\n"
                                + "Content-Type: application/octet-stream",
                        content(1))
                .done();
        return new ClientForm(
                "ksk filer",
                "multipart/form-data; boundary=\"" + B + "\"",
                body,
                Set.of(),
                List.of("vedtak.pdf", "blåbær \"søknad\".pdf"));
    }

    private static ClientForm soknadMellomlagring() {
        byte[] body = new MultipartForm(B)
                .part(
                        "Content-Type: application/json\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
                                + "Content-Length: 83",
                        MultipartForm.metadataJson("blåbær-1.pdf"))
                .part(
                        "Content-Type: application/octet-stream\r\n"
                                + "Content-Disposition: form-data; name=\"files\"; filename=\"blåbær-1.pdf\"",
                        content(0))
                .done();
        return new ClientForm("soknad mellomlagring", FREE, body, Set.of(), List.of("blåbær-1.pdf"));
    }

    /** All metadata first, then all files. */
    private static ClientForm innsynMellomlagring() {
        List<String> name = List.of("klagevedlegg-1.pdf", "klagevedlegg-2.pdf", "klagevedlegg-3.pdf");
        MultipartForm form = new MultipartForm(B);
        for (String n : name) {
            form.part(jsonHeader("metadata"), MultipartForm.metadataJson(n));
        }
        for (int i = 0; i < name.size(); i++) {
            form.part(fileHeader("files", name.get(i)), content(i));
        }
        return new ClientForm("innsyn mellomlagring", FREE, form.done(), Set.of(), name);
    }

    /** Ktor quotes no names, and gives the file the type of its plain bytes. */
    private static ClientForm uploadMellomlagring() {
        byte[] body = new MultipartForm(B)
                .part(
                        "Content-Disposition: form-data; name=metadata\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 81",
                        "{\"filnavn\":\"blåbær-b1f7f6d1.pdf\",\"storrelse\":3512,\"mimetype\":\"application/pdf\"}")
                .part(
                        "Content-Disposition: form-data; name=files; filename=\"blåbær-b1f7f6d1.pdf\"\r\n"
                                + "Content-Type: application/pdf",
                        content(0))
                .done();
        return new ClientForm(
                "upload mellomlagring",
                "multipart/form-data; boundary=" + B,
                body,
                Set.of(),
                List.of("blåbær-b1f7f6d1.pdf"));
    }

    private static ClientForm uploadEttersendelse() {
        byte[] body = new MultipartForm(B)
                .part(
                        "Content-Disposition: form-data; name=vedlegg.json\r\nContent-Type: application/json",
                        "{\"vedlegg\":[{\"type\":\"annet\",\"hendelseType\":null,\"hendelseReferanse\":null}]}")
                .done();
        return new ClientForm(
                "upload ettersendelse v2",
                "multipart/form-data; boundary=" + B,
                body,
                Set.of("vedlegg.json"),
                List.of());
    }

    private static ClientForm innsynKlage() {
        byte[] body = new MultipartForm(B)
                .part(jsonHeader("klage.json") + "; filename=\"klage.json\"", "{\"klageId\":\"0a1b2c3d\"}")
                .part(
                        "Content-Type: application/json\r\n"
                                + "Content-Disposition: form-data; name=\"vedlegg.json\"; filename=\"vedlegg.json\"",
                        "{\"vedlegg\":[]}")
                .part(jsonHeader("metadata"), MultipartForm.metadataJson("klage.pdf"))
                .part(fileHeader("klage.pdf", "klage.pdf"), content(0))
                .done();
        return new ClientForm(
                "innsyn klage send", FREE, body, Set.of("klage.json", "vedlegg.json"), List.of("klage.pdf"));
    }

    private static String jsonHeader(String name) {
        return "Content-Type: application/json\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    private static String fileHeader(String name, String filnavn) {
        return "Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"" + filnavn + "\"";
    }
}
