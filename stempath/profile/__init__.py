"""A profile: one person's answers and the advice they last got, as a TOML file made to be read."""

from stempath.profile.changes import changes
from stempath.profile.read import Profile, read_profile
from stempath.profile.store import file_name, forget, list_profiles, profile_folder
from stempath.profile.text import profile_text
from stempath.profile.write import locked, make_folder, write_profile

__all__ = [
    "Profile",
    "changes",
    "file_name",
    "forget",
    "list_profiles",
    "locked",
    "make_folder",
    "profile_folder",
    "profile_text",
    "read_profile",
    "write_profile",
]
