"""Which passwords are refused, and how are they compared?"""

import pytest

from tests.conftest import make_settings
from trainer.accounts.rules.passwords import PasswordReason, _listed, why_not_password
from trainer.accounts.signin import passwords
from trainer.app import create_app

ANA = {"email": "ana.lopez@example.org", "name": "Ana López"}


@pytest.mark.parametrize(
    "password",
    [
        "kettle rides north slowly", "Sommerregen am Fenster 7", "una ventana azul en Lodi", "k9#vQ2!mZp0w",
        "the lighthouse keeps humming", "密码不是这个句子而是另外一个句子",
    ],
)  # fmt: skip
def test_a_good_password_is_taken(password):
    assert why_not_password(password, **ANA) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "PASSWORD-1234", "P@ssw0rd2024!!", "pa ss wo rd 12 34", "qwertyuiop[]12", "123456789012",
        "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "iloveyou12345", "Welcome2024!", "Preschool2021!",
        "correct horse battery staple", "passwordpassword", "1qaz2wsx3edc", "$unshine2021!", "letmeinletmein",
        "ｐａｓｓｗｏｒｄ１２３４",
    ],
)  # fmt: skip
def test_a_common_password_is_refused(password):
    assert why_not_password(password, **ANA) is PasswordReason.COMMON


@pytest.mark.parametrize(
    "password", ["ana.lopez@example.org", "analopez1234", "Ana-Lopez-2021", "Lopez.Ana!!2021"]
)
def test_a_password_made_of_oneself_is_refused(password):
    assert why_not_password(password, **ANA) is PasswordReason.PERSONAL


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", PasswordReason.TOO_SHORT), ("short", PasswordReason.TOO_SHORT), ("elevenchars", PasswordReason.TOO_SHORT),
        ("x7" * 65, PasswordReason.TOO_LONG),
    ],
)  # fmt: skip
def test_length(password, reason):
    assert why_not_password(password, **ANA) is reason


def test_the_list_is_long_and_all_of_it_is_refused():
    listed = [word for word in _listed() if len(word) >= 12]
    assert len(_listed()) > 1_500
    assert [word for word in listed if why_not_password(word) is None] == []


def test_hashes_are_strong_in_a_real_start_and_weak_in_tests_only(app, tmp_path):
    with app.app_context():
        assert passwords.hashed("kettle rides north slowly").startswith("$argon2id$v=19$m=8,t=1,p=1$")
    with create_app(make_settings(tmp_path, argon2_weak=False)).app_context():
        strong = passwords.hashed("kettle rides north slowly")
        assert strong.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_a_password_outlives_a_change_of_the_sites_key(tmp_path):
    with create_app(make_settings(tmp_path)).app_context():
        stored = passwords.hashed("kettle rides north slowly")
    with create_app(make_settings(tmp_path, secret_key="other-" * 8)).app_context():
        assert passwords.verify_password("kettle rides north slowly", stored)
