"""Which body is said to have adopted or reviewed a document?"""

import pytest

from tests.segment.test_facts import judged


@pytest.mark.parametrize(
    ("text", "body"),
    [
        # the council, by its many names
        ("This protocol was adopted by the Full Council on 14 May 2024.", "Full Council"),
        ("Adopted by Council 14/05/2024", "Council"),
        ("Approved by the Parish Council, 14 May 2024, minute 24/61", "Parish Council"),
        ("Adopted at the meeting of Ferny Barrow Parish Council held on 14 May 2024",
         "Ferny Barrow Parish Council"),
        ("Adopted at a meeting of the Town Council on 14 May 2024", "Town Council"),
        ("By resolution of the Community Council, 14 May 2024, this protocol was adopted.",
         "Community Council"),
        ("Adopted at Full Council 14 May 2024", "Full Council"),
        ("Full Council adopted this protocol on 14 May 2024.", "Full Council"),
        ("FULL COUNCIL 14 MAY 2024: ADOPTED", "FULL COUNCIL"),
        ("Adopted by resolution of the Full Parish Council on 14 May 2024", "Full Parish Council"),
        ("Adopted FC 14/05/2024", "FC"),
        ("Adopted by FC on 14 May 2024", "FC"),
        ("Adopted at the Annual Meeting of the Parish Council, 14 May 2024", "Parish Council"),
        ("Adopted at an extraordinary meeting of the City Council on 14 May 2024", "City Council"),
        ("At its meeting on 14 May 2024 the Village Council adopted this protocol.",
         "Village Council"),
        ("Adopted by the Council of the Parish of Ferny Barrow on 14 May 2024", "Council"),
        ("Mabwysiadwyd gan y Cyngor Llawn ar 14 Mai 2024.", "Cyngor Llawn"),
        ("Mabwysiadwyd gan Gyngor Tref Nantfelin ar 14 Mai 2024.", "Gyngor Tref Nantfelin"),
        # committees and groups
        ("Approved by the Staffing Committee on 14 May 2024.", "Staffing Committee"),
        ("Approved by Policy & Resources on 14 May 2024", "Policy & Resources"),
        ("Approved by P&R 14 May 2024", "P&R"),
        ("Approved at F&GP on 14 May 2024", "F&GP"),
        ("Approved by the F&GP Committee on 14 May 2024", "F&GP Committee"),
        ("Approved: Finance and General Purposes Committee, 14 May 2024",
         "Finance and General Purposes Committee"),
        ("Approved by the Staffing Sub-Committee on 14 May 2024", "Staffing Sub-Committee"),
        ("Approved by the Personnel Sub-committee of the Council on 14 May 2024",
         "Personnel Sub-committee"),
        ("Reviewed by the Governance Working Group on 14 May 2024.", "Governance Working Group"),
        ("Reviewed by HR Panel 14 May 2024", "HR Panel"),
        ("Adopted 12 May 2020 by Full Council. Reviewed 14 May 2024 by the Policy Committee.",
         "Policy Committee"),
        ("Cymeradwywyd gan y Pwyllgor Staffio ar 14 Mai 2024.", "Pwyllgor Staffio"),
        # one recommends, the other decides
        ("Recommended by the Staffing Committee, adopted by Full Council on 14 May 2024.",
         "Full Council"),
        ("Adopted by Full Council on 14 May 2024 as recommended by the Policy Committee.",
         "Full Council"),
        ("Considered by P&R on 7 May 2024 and adopted by Council on 14 May 2024.", "Council"),
        # fields and tables
        ("Approved by: Policy and Finance Committee\nDate: 14 May 2024",
         "Policy and Finance Committee"),
        ("Approving body | Full Council\nApproval date | 14 May 2024", "Full Council"),
        ("Body\tDate adopted\nAmenities Committee\t14/05/2024", "Amenities Committee"),
        ("Adopted by\tDate\nFull Council\t14/05/2024", "Full Council"),
        ("Version\tDate\tApproved by\n1\t14/05/2024\tFC", "FC"),
        # nobody who decides for the council, or nobody at all
        ("Adopted on 14 May 2024. Held in the Council Chamber.", None),
        ("Reviewed by the Clerk, 14 May 2024.", None),
        ("Reviewed by the Clerk to the Council, 14 May 2024.", None),
        ("Approved by: Cllr A Smith, Chair of Council, 14 May 2024", None),
        ("Approved by Smith and Jones, 14 May 2024", None),
        # found out on reading more of them
        ("FERNY BARROW TOWN COUNCIL Member/Officer Protocol adopted 14 May 2024", None),
        ("Ferny Barrow Parish Council - Member Officer Protocol - adopted 14 May 2024", None),
        ("Ferny Barrow Parish Council adopted 14 May 2024", "Ferny Barrow Parish Council"),
        ("Adopted by the members of Ferny Barrow PC on 14 May 2024", "Ferny Barrow PC"),
        ("Adopted at Council 14/05/2024, reviewed by HR Cttee 12/05/2025", "HR Cttee"),
        ("Adopted 14 May 2024 by resolution of the Council in full session", "Council"),
        ("Author: Clerk. Approver: Full Council. Approved: 14 May 2024", "Full Council"),
        ("Approved by the Staffing Committee on 7 May 2024 and by the Full Council on 14 May 2024",
         "Full Council"),
    ],
)  # fmt: skip
def test_the_body_is_the_one_that_decided(text, body):
    assert judged(text)["approved_by"] == body
