"""Made-up names for the labelled set, in two halves: rules are written with the first in view only.

Chosen without regard to the lists that the scan knows names by: some stand there, some do not.
"""

from __future__ import annotations

GIVEN = (
    # In view.
    (
        *("Sarah", "Daniel", "Chloe", "Mohammed", "Aisha", "Gareth", "Rhiannon", "Piotr", "Kasia"),
        *("Priya", "Jaspreet", "Liam", "Siobhan", "Kwame", "Chidi", "Emily", "Jack", "Tyrone"),
        *("Bethany", "Imran", "Ffion", "Darren", "Michelle", "Ioana", "Yusuf", "Kayleigh"),
        *(
            "Sandeep",
            "Louise",
            "Mark",
            "Natalie",
            "Hywel",
            "Zofia",
            "Abigail",
            "Callum",
            "Shanelle",
        ),
        *("Tendai", "Dean", "Lorraine", "Bogdan", "Ayesha"),
    ),
    # Held out.
    (
        *(
            "Rebecca",
            "Thomas",
            "Nicola",
            "Hamza",
            "Zainab",
            "Owain",
            "Angharad",
            "Tomasz",
            "Agnieszka",
        ),
        *("Anjali", "Harpreet", "Conor", "Niamh", "Kofi", "Ngozi", "Jessica", "Ryan", "Leroy"),
        *("Stacey", "Bilal", "Lowri", "Wayne", "Donna", "Mihaela", "Osman", "Jodie", "Rajesh"),
        *("Claire", "Ben", "Hollie", "Dewi", "Magda", "Georgia", "Ewan", "Latisha", "Farai"),
        *("Carl", "Maureen", "Vasile", "Sumaiya"),
    ),
)
SURNAMES = (
    (
        *("Smith", "Hussain", "Williams", "Kowalski", "Patel", "Okafor", "O'Brien", "Griffiths"),
        *("Thompson", "Begum", "Singh", "Brown", "McAllister", "Popescu", "Ahmed", "Whitworth"),
        *("Jenkins", "Adeyemi", "Green", "Chaudhry", "Llewellyn", "Baker", "Fernandes", "Mensah"),
        *("Hardcastle", "Nowak", "Ramsbottom", "Shah", "Taylor-Reid", "Zielinska", "Cartwright"),
        *("Bains", "Mutasa", "Ward", "Ackroyd"),
    ),
    (
        *("Jones", "Khan", "Evans", "Wisniewski", "Sharma", "Adebayo", "O'Connor", "Pritchard"),
        *("Robinson", "Akhtar", "Kaur", "White", "MacDonald", "Ionescu", "Rahman", "Butterworth"),
        *("Hopkins", "Eze", "Wood", "Malik", "Bevan", "Cooper", "Pereira", "Boateng"),
        *(
            "Entwistle",
            "Wojcik",
            "Higginbottom",
            "Mistry",
            "Wilson-Shaw",
            "Dabrowska",
            "Fairclough",
        ),
        *("Gill", "Chikowore", "Hill", "Murgatroyd"),
    ),
)
