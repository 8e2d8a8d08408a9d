# A suggestion is added to the attribute.


class Account:
    def __init__(self):
        self.balance = 5

    def withdraw(self):
        return self.balnce


print(Account().balance)
Account().withdraw()
