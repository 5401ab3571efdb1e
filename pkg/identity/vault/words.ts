/** 128 adjectives and 128 animals: 14 bits of a token that people can say. The order is part of every token and never changes. */
export const ADJECTIVES: readonly string[] = (
  'able agile airy amber ample apt aqua ashen azure balmy basic beige blithe blue bold brave breezy brief bright brisk bronze calm candid chief ' +
  'chilly civic clean clear clever close coral cosy crisp curly cyan daily dapper dark deep deft dense dewy dry eager early earthy easy even exact ' +
  'fair fancy fast fine firm fleet fond frank free fresh frosty full gentle giant glad glossy gold good grand green grey happy hardy hazel honest ' +
  'humble icy ideal indigo ivory jade jolly keen kind large late lemon level light lilac lively local loyal lucid lucky lunar mellow merry mild mint ' +
  'misty modest mossy neat nimble noble novel olive opal open pale pearl plain polite prime proud pure quick quiet rapid rare regal ripe rosy royal ' +
  'ruby sage salty sandy'
).split(' ');

export const ANIMALS: readonly string[] = (
  'adder alpaca ant ape auk badger bat bear beaver bee beetle bison boar bream buck camel carp cat cheetah civet clam cobra cod condor coot coral ' +
  'cormorant crab crane cricket crow cuckoo curlew deer dingo dog dolphin donkey dove duck eagle eel egret elk emu falcon fawn ferret finch fox frog ' +
  'gannet gecko gibbon gnu goat goose grouse gull hare hawk hen heron herring hornet horse hound hyena ibex ibis iguana impala jackal jaguar jay ' +
  'kestrel kite kiwi koala lama lark lemur leopard linnet lion lizard llama lobster lynx magpie mink mole moose moth mouse mule newt okapi orca ' +
  'oriole osprey otter owl ox oyster panda parrot perch pigeon pike pony puffin puma quail rabbit raccoon ram raven robin salmon seal shark sheep ' +
  'shrew skunk sloth snail snipe'
).split(' ');
