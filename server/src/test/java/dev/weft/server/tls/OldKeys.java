package dev.weft.server.tls;

/** Keys that OpenSSL 3.0.19 wrote, made for these tests and used nowhere else. The EC ones are all the same key. */
final class OldKeys {

    /** openssl ecparam -name prime256v1 -genkey */
    static final String EC = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIB1ZBDtmBSXUDABnCVx6x6WHJnxHqSRYcHlHGk51TsKroAoGCCqGSM49
            AwEHoUQDQgAEnhSan3nJeuJOTn9K+M8HD1KQEwInfroITgWKkVZ7/LutUrEqVaps
            PmE+VpyaHj2vJdv3TjStWn+fhzVTE/3P/Q==
            -----END EC PRIVATE KEY-----
            """;

    /** openssl genrsa -traditional 1024 */
    static final String RSA = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXAIBAAKBgQC3TBra+hU67IVMAGn/8uEdCDsazp9cJaa00A6m3lIzGyBR9a74
            JCCM0ij+pXbBEU/AuWqGe3DDorKm9Dm4nOFhG9ZrZSDmXU5dzPrH+v8qAN6OQr4w
            su17RA/rWwBcpvdAzn96Z2foKnQ8jUtC73m1CdQ5ggY4mzf6fNp6naLABQIDAQAB
            AoGACXY1QK5+IA+LhfPThPHNqwj8vBKEaWZMJ7NBvl1lktvInFJ5WLfMslg644I5
            EhhJrKIlnJGMrZydaj7bJ+t5OsquiragJVY3ZAO2DgaYBOTFO0WV7S7rCU1gVAws
            BpmLUDtORRjJT3deIqQxVJT1tojiNBVbliGk7BzzrrhDi7UCQQDbAexZ2NqGTrKW
            gbWEmDojx+ERtxdmf+AGSRtraqJvGpvrkPr5IHSW5s0KdHWWVw2HaIg1W9Vm4qZX
            h4OLuQ9zAkEA1kIKRM2cbCt3N9RtwAcspQF8K2m3sVvOhBqzcfaHoDiHBk7zITa1
            b5AB/PoBxGqoOJWKvV3r2fnvSK24pOykpwJAZnAJ2yShYfzhb6CQBMsnNqFBVwXq
            vhjF8mqzlpS0EX/CunZ/zZMutX6THXbHoWBqhZGRVFP2Bz+wSnSqROp0nQJBAK0f
            waJkrV8uI+/Fw0Slx2ow7/84NgimkRFnbdXJCT/qTRhI1OXiiepyZ1jdPm5SbEkE
            dI2dBYUlEjccwBTrbgMCQAbSrh23OTl3blJ/ya6ELbVt2sFzbeTJOvZuMO8IXHeV
            NDyiuUZCj4xWnhfM9wQSKAbjpQ8HwtUJ8WlfG2BBBh0=
            -----END RSA PRIVATE KEY-----
            """;

    /** openssl pkcs8 -topk8 -v2 aes-256-cbc, which is what it does by default; the password is secret */
    static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj5IOE1bX4VbwICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEFnYn71eKWlSCcJFXjE1aykEgZCL
            +3sj3gCAXQjeaDsT8OJp2lNy2xCmhfaK39ZtA6vY3zKXhiXMm0hfQ8/rKuePYZBn
            a0uHvY/S43oJbh5ZCyBtOeA1tHDQxmo9itIqjELQYzXR0//jnT1VqrpfWq8aPqjw
            uZzR4HKghTQwRrYuEyrIfX4a6sH2YDHYJq5+pHWOqXTR5sqr9yS+0qLpDEmoIZw=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES; the password is secret */
    static final String ENCRYPTED_BY_PKCS12 = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGxMBwGCiqGSIb3DQEMAQMwDgQIxHhd1U1qSzYCAggABIGQAoolGDX9B4Jw6bS+
            UPh/5RPLMmKBDy/i3l/Dk24YCxhkB5d1+ZGGNcZmtUaMAFYkYxOpeqo+hhZSdQT9
            AxJlTIqlpuhBFtIBrmmQMnlDEGt87cm8tQQjqIvYCDWjWLbjBx7/w2Rb0xNyyZzb
            62h7Ps1VoY+0unnIGu6IT04PCgu6YX/fcY6KKhSxJjBn+SJx
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** openssl pkcs8 -topk8 -scrypt; the password is secret */
    static final String ENCRYPTED_BY_SCRYPT = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAiqxq6fQqkvDAICQAAC
            AQgCAQEwHQYJYIZIAWUDBAEqBBBO/kgM5pf2iHzVqWSgmbZCBIGQxN9xodtQHKRR
            BDnaWg3P37CPPFc9mUIMNwD5OSWTM0HD/LVkuEt9bFZ/lpUmpM2sKbIgY/1u7uu9
            FOGeWG7KKYxSkolAEjtxE2q8QdiQRc14ufUqn/DPlBW3SoKq/wXieseprtavOB3O
            roCcDOfiEcERy801zgXwJQQk4zilQePyHcCgyh7aUwBI6aW66mxn
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** openssl ec -aes128; the password is secret */
    static final String ENCRYPTED_OF_OLD = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,E24BCA322EDB148BDA7C88DE1CAF4F42

            aTLXAL3DRpQMuDNZloN6SUp4EHIJAFjn8JODEp5JaXxeaycOaO2ckcGKtcv3QW/d
            G+5XbuvXN4ERKnAuoHxVS+yyqxWxKYY/3ZXWv0AcUray63qtlM3KKzlUkYZ21I9p
            TQBvTPtFmdJykDlVsvdnbv2clK67MvmpKrlJ1r/GVhY=
            -----END EC PRIVATE KEY-----
            """;

    private OldKeys() {}
}
