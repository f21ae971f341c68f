import type { Sample, SampleAlgorithm } from "./sample.ts";

const HOW: Record<SampleAlgorithm, { family: string; signature: string }> = {
  RS256: { family: "RSA", signature: "SHA256withRSA" },
  ES256: { family: "EC", signature: "SHA256withECDSAinP1363Format" },
  EdDSA: { family: "Ed25519", signature: "Ed25519" },
};

export const java: Sample = {
  name: "Java",
  file: "GetToken.java",
  run: "java GetToken.java",
  install: "",
  lacks: [],
  code: ({ issuer, tokenEndpoint, clientId, kid, alg, scope }) => `import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

public class GetToken {
  public static void main(String[] args) throws Exception {
    String file = System.getenv().getOrDefault("KEY", "key.pem"); // the private key; stays here
    String pem = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\\\s", "");
    var key = KeyFactory.getInstance("${HOW[alg].family}").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));

    long now = Instant.now().getEpochSecond();
    String header = """
        {"alg":"${alg}","kid":${JSON.stringify(kid)},"typ":"JWT"}""";
    String claims = """
        {"aud":${JSON.stringify(issuer)},"iss":${JSON.stringify(clientId)},"scope":${JSON.stringify(scope)},"iat":%d,"exp":%d,"jti":"%s"}"""
        .formatted(now, now + 60, UUID.randomUUID());

    String input = encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("${HOW[alg].signature}");
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    String assertion = input + "." + encode(signature.sign());

    String form = "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8) + "&assertion=" + assertion;
    HttpRequest request = HttpRequest.newBuilder(URI.create(${JSON.stringify(tokenEndpoint)}))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
    HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.body());
    System.exit(response.statusCode() == 200 ? 0 : 1);
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
`,
};
