import type { Sample, SampleAlgorithm } from "./sample.ts";

const SIGN: Record<Exclude<SampleAlgorithm, "EdDSA">, { make: string; sign: string }> = {
  RS256: { make: "RSA.Create()", sign: "key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)" },
  ES256: { make: "ECDsa.Create()", sign: "key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256)" },
};

export const csharp: Sample = {
  name: "C#",
  file: "Program.cs",
  run: "dotnet run",
  install: "dotnet new console",
  // .NET has no Ed25519 of its own.
  lacks: ["EdDSA"],
  code({ issuer, tokenEndpoint, clientId, kid, alg, scope }) {
    const how = SIGN[alg === "EdDSA" ? "RS256" : alg];
    return `using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var file = Environment.GetEnvironmentVariable("KEY") ?? "key.pem"; // the private key; stays here
using var key = ${how.make};
key.ImportFromPem(File.ReadAllText(file));

var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
var header = new { alg = "${alg}", kid = ${JSON.stringify(kid)}, typ = "JWT" };
var claims = new
{
    aud = ${JSON.stringify(issuer)},
    iss = ${JSON.stringify(clientId)},
    scope = ${JSON.stringify(scope)},
    iat = now,
    exp = now + 60,
    jti = Guid.NewGuid().ToString(),
};

static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
var input = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
var assertion = input + "." + Encode(${how.sign});

using var http = new HttpClient();
var form = new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ["assertion"] = assertion,
});
var response = await http.PostAsync(${JSON.stringify(tokenEndpoint)}, form);
Console.WriteLine(await response.Content.ReadAsStringAsync());
return response.IsSuccessStatusCode ? 0 : 1;
`;
  },
};
